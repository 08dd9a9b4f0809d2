-- Which events make which stage of the journey, where a project has rules of its own.
CREATE TABLE journey_mappings (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  mapping jsonb NOT NULL,
  -- Null where a token spoke.
  changed_by text,
  changed_at timestamptz NOT NULL
);

-- What a team wrote about a stage or a touchpoint; each change is a row, and the newest counts.
CREATE TABLE journey_annotations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  -- Empty: written for everyone.
  segment_id text NOT NULL,
  stage text NOT NULL,
  -- Empty: of the stage itself.
  touchpoint text NOT NULL,
  goal text NOT NULL,
  emotion smallint CHECK (emotion BETWEEN -2 AND 2),
  emotion_note text NOT NULL,
  notes text NOT NULL,
  changed_by text,
  changed_at timestamptz NOT NULL
);

CREATE INDEX journey_annotations_place ON journey_annotations (project_id, segment_id, stage, touchpoint, id);
