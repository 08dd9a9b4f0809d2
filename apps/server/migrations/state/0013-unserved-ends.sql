-- Whether its end is kept and its flag is still to be told: true between the two, and after a crash there.
ALTER TABLE experiments ADD COLUMN unserved_end boolean NOT NULL DEFAULT false;
