-- Segments and personas. Who is in them is not kept: it is asked of the events each time.
CREATE TABLE segments (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL,
  -- rule or list
  kind text NOT NULL,
  rule jsonb,
  persona jsonb,
  -- The last count, and when it was made.
  people bigint,
  counted_at timestamptz,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((kind = 'rule') = (rule IS NOT NULL))
);

CREATE UNIQUE INDEX segments_name ON segments (project_id, lower(name));
