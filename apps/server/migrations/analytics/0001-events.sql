-- The log. Immutable; the single writer has already dropped what it had seen, so no query needs to deduplicate.
CREATE TABLE IF NOT EXISTS events {{on_cluster}}
(
  project_id LowCardinality(String),
  seq UInt64,
  message_id String,
  type LowCardinality(String),
  event LowCardinality(String),
  ts DateTime64(3, 'UTC')
)
ENGINE = {{replicated}}MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (project_id, ts);
