CREATE TABLE experiment_metrics (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL,
  definition jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  UNIQUE (project_id, name)
);

CREATE TABLE experiment_layers (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (project_id, name)
);

-- Who is kept out of every experiment that starts from now on; the salt stays, so that a larger share holds the smaller one.
CREATE TABLE experiment_holdouts (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  salt text NOT NULL,
  share double precision NOT NULL
);

CREATE TABLE experiments (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  state text NOT NULL,
  flag text NOT NULL,
  environment text NOT NULL,
  layer text,
  -- What it asks: hypothesis, audience, split, metrics, decision … as JSON.
  plan jsonb NOT NULL,
  -- Since it was started: each phase with its slots of 10,000 and the split of those in them.
  phases jsonb NOT NULL,
  -- The holdout as it was when it started.
  holdout jsonb,
  finding text,
  shipped text,
  decided text,
  -- The verdict when it was last worked out.
  standing jsonb,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  started_at timestamptz,
  stopped_at timestamptz
);

CREATE INDEX experiments_project ON experiments (project_id);

CREATE TABLE experiment_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  experiment_id text NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  what text NOT NULL,
  -- Whether it is about the flag and not the experiment's own doing.
  of_flag boolean NOT NULL,
  by text
);

CREATE INDEX experiment_history_experiment ON experiment_history (experiment_id);

-- The primary metric as it stood at the end of each day. What is missing is worked out anew from the log.
CREATE TABLE experiment_days (
  experiment_id text NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  day date NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (experiment_id, day)
);

-- What was done about a friction finding.
CREATE TABLE friction_actions (
  finding_id text NOT NULL REFERENCES friction_findings (id) ON DELETE CASCADE,
  kind text NOT NULL,
  id text NOT NULL,
  title text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (finding_id, kind, id)
);
