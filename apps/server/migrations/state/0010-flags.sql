CREATE TABLE flag_environments (
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  key text NOT NULL,
  name text NOT NULL,
  -- Names the stream that tells of changes; whoever knows it learns that something changed, and nothing else.
  channel text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, key)
);

-- Details and settings are JSON in text, not jsonb: a flag's value reaches its clients with its fields in their order.
CREATE TABLE flags (
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  key text NOT NULL,
  type text NOT NULL,
  details text NOT NULL,
  -- By environment.
  settings text NOT NULL,
  -- One more with each change: two who write at once do not overwrite each other.
  version integer NOT NULL,
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, key)
);

-- Who changed what: the part that a change touched, before and after it, as JSON.
CREATE TABLE flag_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id text NOT NULL,
  flag text NOT NULL,
  at timestamptz NOT NULL,
  -- Null where a token spoke.
  by text,
  -- The flag's after the change.
  version integer NOT NULL,
  -- created, details, settings or archive
  part text NOT NULL,
  -- Of settings.
  environment text,
  what text NOT NULL,
  before text NOT NULL,
  after text NOT NULL,
  FOREIGN KEY (project_id, flag) REFERENCES flags (project_id, key) ON DELETE CASCADE
);

CREATE INDEX flag_changes_flag ON flag_changes (project_id, flag, id);

-- One more with each change of a project's flags or environments: other processes look at this alone.
CREATE TABLE flag_revisions (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  revision bigint NOT NULL
);

CREATE TABLE flag_evaluations (
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  environment text NOT NULL,
  flag text NOT NULL,
  -- Of UTC.
  day date NOT NULL,
  -- Empty: the default in the caller's code.
  variation text NOT NULL,
  evaluations bigint NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, environment, flag, day, variation)
);
