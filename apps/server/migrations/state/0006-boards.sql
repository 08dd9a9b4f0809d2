-- Questions that a team keeps, each as the report's request without its range, and the days it looks at.
CREATE TABLE saved_reports (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL,
  question jsonb NOT NULL,
  view jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE INDEX saved_reports_project ON saved_reports (project_id);

-- Saved reports side by side.
CREATE TABLE boards (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);

CREATE INDEX boards_project ON boards (project_id);

-- Which reports are on a board, in which order. A deleted report leaves its boards.
CREATE TABLE board_reports (
  board_id text NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
  report_id text NOT NULL REFERENCES saved_reports (id) ON DELETE CASCADE,
  position integer NOT NULL,
  -- half or full
  width text NOT NULL,
  PRIMARY KEY (board_id, report_id)
);

CREATE INDEX board_reports_report ON board_reports (report_id);
