-- The log. Immutable; its single writer has already dropped what it had seen, so no query needs to deduplicate.
-- Ordering key, partitions and the cost of each: docs/adr/0001-ordering-key-of-events.md
CREATE TABLE IF NOT EXISTS events {{on_cluster}}
(
  project_id LowCardinality(String),
  seq UInt64,
  message_id String,
  type LowCardinality(String),
  event LowCardinality(String),
  ts DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  user_id String,
  anonymous_id String,
  email String,
  phone String,
  card String,
  previous_id String,
  group_id String,
  person_key UInt64,
  session_id String,
  channel LowCardinality(String),
  arrival LowCardinality(String),
  campaign_source LowCardinality(String),
  campaign_medium LowCardinality(String),
  campaign_name LowCardinality(String),
  referrer String,
  device_type LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  country LowCardinality(String),
  url String,
  path String,
  properties String CODEC(ZSTD(1)),
  context String CODEC(ZSTD(1)),
  INDEX seq_range seq TYPE minmax GRANULARITY 1
)
ENGINE = {{replicated}}MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (project_id, person_key, ts)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
