-- Who holds the secret reads one experiment's report without a login. It is kept as a hash alone.
CREATE TABLE experiment_report_links (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  experiment_id text NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  secret_hash text NOT NULL UNIQUE,
  hint text NOT NULL,
  created_at timestamptz NOT NULL,
  -- Name of who made it; null where a token did.
  created_by text,
  -- Null: until it is turned off.
  expires_at timestamptz
);

CREATE INDEX experiment_report_links_experiment ON experiment_report_links (experiment_id);
