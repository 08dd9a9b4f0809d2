-- Files to import, how far each is, and what came of it.
CREATE TABLE imports (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  status text NOT NULL,
  created_at timestamptz NOT NULL,
  size bigint NOT NULL,
  received bigint NOT NULL,
  -- Where the file lies: an upload in the data folder, or a file of the machine that the command line was given. Null
  -- once an upload is deleted.
  path text,
  is_upload boolean NOT NULL,
  -- What tells this file's rows from another's, where the person named it.
  source text,
  -- SHA-256 of the whole content, once known.
  content_hash text,
  inspection jsonb,
  mapping jsonb,
  dry_run jsonb,
  run jsonb,
  -- Where a run goes on: position in the content, line and what its rows depend on.
  checkpoint jsonb,
  problem text
);

CREATE INDEX imports_project ON imports (project_id, created_at);

-- The key under which a project's visitors' addresses are hashed. It is in no export: without it, a hash can't be tried
-- against all addresses there are.
CREATE TABLE address_keys (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  key text NOT NULL
);

-- The sample shop of a project: `as_of` makes a repeated load send the same events.
CREATE TABLE sample_shops (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  as_of timestamptz NOT NULL,
  status text NOT NULL,
  events bigint NOT NULL,
  expected bigint NOT NULL,
  problem text
);
