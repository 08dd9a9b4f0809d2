-- What was deleted because a person took consent back. Not in the log, which no longer has it.
CREATE TABLE privacy_erasures (
  id uuid PRIMARY KEY,
  project_id text NOT NULL,
  profile_key text NOT NULL,
  -- analytics or replay
  purpose text NOT NULL,
  -- Until it is done: the keys whose data goes, and the identifiers to be looked at again after it.
  person_keys jsonb NOT NULL,
  identifiers jsonb NOT NULL,
  deleted integer NOT NULL,
  began_at timestamptz NOT NULL,
  done_at timestamptz
);

CREATE INDEX privacy_erasures_profile ON privacy_erasures (project_id, profile_key);

-- Up to which event of the log withdrawals are carried out.
CREATE TABLE privacy_progress (
  name text PRIMARY KEY,
  seq bigint NOT NULL
);
