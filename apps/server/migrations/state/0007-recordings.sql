-- What was recorded in browsers. The events themselves are blobs; here is what lists and finds them.
CREATE TABLE recordings (
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  -- The sender's: two projects may have the same.
  id text NOT NULL,
  session_id text NOT NULL,
  -- Empty where there is none.
  anonymous_id text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  -- What the sender's times are moved by.
  clock_offset_ms bigint NOT NULL,
  viewport_width integer NOT NULL,
  viewport_height integer NOT NULL,
  device text NOT NULL,
  browser text NOT NULL,
  chunks integer NOT NULL,
  bytes bigint NOT NULL,
  -- From then on nobody sees it; its blobs and all that says whose it was go.
  removed_at timestamptz,
  -- They are gone. The bare row stays a while, so that a browser that still records does not begin it anew.
  emptied boolean NOT NULL,
  PRIMARY KEY (project_id, id)
);

CREATE INDEX recordings_started ON recordings (project_id, started_at DESC, id DESC);
CREATE INDEX recordings_session ON recordings (project_id, session_id);
CREATE INDEX recordings_ended ON recordings (ended_at);
CREATE INDEX recordings_removed ON recordings (removed_at) WHERE removed_at IS NOT NULL;

CREATE TABLE recording_chunks (
  project_id text NOT NULL,
  recording_id text NOT NULL,
  chunk integer NOT NULL,
  blob text NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (project_id, recording_id, chunk),
  FOREIGN KEY (project_id, recording_id) REFERENCES recordings (project_id, id) ON DELETE CASCADE
);

-- Page views, as the chunks told them. Paths may be too long for an index.
CREATE TABLE recording_pages (
  project_id text NOT NULL,
  recording_id text NOT NULL,
  chunk integer NOT NULL,
  position integer NOT NULL,
  at timestamptz NOT NULL,
  path text NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (project_id, recording_id, chunk, position),
  FOREIGN KEY (project_id, recording_id, chunk)
    REFERENCES recording_chunks (project_id, recording_id, chunk) ON DELETE CASCADE
);

-- The person keys under which a recording was sent, as events have them: merges are looked up when it is read.
CREATE TABLE recording_people (
  project_id text NOT NULL,
  recording_id text NOT NULL,
  person_key text NOT NULL,
  -- Of the last chunk that came under this key: the latest key names the recording's person.
  latest_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, recording_id, person_key),
  FOREIGN KEY (project_id, recording_id) REFERENCES recordings (project_id, id) ON DELETE CASCADE
);

CREATE INDEX recording_people_key ON recording_people (project_id, person_key);
