CREATE TABLE projects (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- IANA zone in which its days are counted.
  timezone text NOT NULL,
  -- ISO 4217; of an order that names none.
  currency text NOT NULL,
  identity_rules jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Public keys: they only let events in, and stand in every page of the customer's site. An older key keeps working.
CREATE TABLE write_keys (
  key text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  -- When it was last made the key to show in snippets.
  chosen_at timestamptz NOT NULL
);

CREATE INDEX write_keys_project ON write_keys (project_id);
