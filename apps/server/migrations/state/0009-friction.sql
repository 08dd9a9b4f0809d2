-- What a run over a period found, as JSON. Text, not jsonb: a page's address may hold what jsonb refuses.
CREATE TABLE friction_results (
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  period_from timestamptz NOT NULL,
  period_to timestamptz NOT NULL,
  timezone text NOT NULL,
  computed_at timestamptz NOT NULL,
  took_ms integer NOT NULL,
  -- The last event of the log when it began.
  seq bigint NOT NULL,
  -- Currency and rates that it was computed with.
  money text NOT NULL,
  result text NOT NULL,
  -- Profile keys of the affected sessions that it names, so that people can be forgotten.
  people text[] NOT NULL,
  PRIMARY KEY (project_id, period_from, period_to, timezone)
);

CREATE INDEX friction_results_computed ON friction_results (project_id, computed_at);

-- Every friction that a run ever found: what it is known by, what became of it, and what the team said.
CREATE TABLE friction_findings (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  signal text NOT NULL,
  step text NOT NULL,
  path text,
  element text,
  -- What it was about, where told: a request, a field.
  detail text,
  who jsonb NOT NULL,
  title text NOT NULL,
  -- Hashes of some of the sessions that met it last, as JSON: the same friction told a little differently shares most of them.
  sessions text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  -- End of the latest period in which it was found.
  found_to timestamptz NOT NULL,
  -- Since when daily runs miss it though people come to its place.
  missing_since timestamptz,
  -- By the log.
  fixed_at timestamptz,
  -- When it was noticed that it is back.
  back_at timestamptz,
  -- Which appearance was told: first_seen_at or back_at of then.
  told_for timestamptz,
  mark text NOT NULL,
  marked_at timestamptz,
  reason text,
  owner text
);

CREATE INDEX friction_findings_project ON friction_findings (project_id);

-- What each daily run measured.
CREATE TABLE friction_observations (
  finding_id text NOT NULL REFERENCES friction_findings (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  estimate double precision NOT NULL,
  low double precision NOT NULL,
  high double precision NOT NULL,
  -- For so long within the run's period; money a day is by this.
  days double precision NOT NULL,
  affected integer NOT NULL,
  PRIMARY KEY (finding_id, at)
);

CREATE TABLE friction_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  finding_id text NOT NULL REFERENCES friction_findings (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  what text NOT NULL,
  -- Null where the log said it, or a token.
  by text
);

CREATE INDEX friction_history_finding ON friction_history (finding_id);

CREATE TABLE friction_daily_runs (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  ran_at timestamptz NOT NULL
);

CREATE TABLE friction_settings (
  project_id text PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
  webhook_url text,
  emails jsonb NOT NULL,
  alert_from double precision NOT NULL,
  rates jsonb NOT NULL
);

-- What is to be told to whom. A row without an end is tried again, also after a restart.
CREATE TABLE friction_alerts (
  id text PRIMARY KEY,
  finding_id text NOT NULL REFERENCES friction_findings (id) ON DELETE CASCADE,
  project_id text NOT NULL,
  -- webhook or email
  channel text NOT NULL,
  -- The e-mail address; empty for the webhook, whose address is read when it is called.
  recipient text NOT NULL,
  -- What is told, as JSON.
  content text NOT NULL,
  attempts integer NOT NULL,
  created_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  -- delivered, given_up or cancelled
  outcome text,
  ended_at timestamptz
);

CREATE INDEX friction_alerts_waiting ON friction_alerts (next_at) WHERE outcome IS NULL;

CREATE TABLE releases (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  version text NOT NULL,
  at timestamptz NOT NULL,
  note text
);

CREATE INDEX releases_at ON releases (project_id, at);
