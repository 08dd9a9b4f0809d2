-- The log. Immutable; its single writer has already dropped what it had seen, so no query needs to deduplicate.
-- Ordering key, partitions, granularity: docs/adr/0001-ordering-key-of-events.md. message_hash and its projection answer
-- "is this id known": docs/adr/0002-deduplication.md.
CREATE TABLE IF NOT EXISTS events {{on_cluster}}
(
  project_id LowCardinality(String),
  seq UInt64 CODEC(Delta, ZSTD(1)),
  message_id String CODEC(ZSTD(1)),
  type LowCardinality(String),
  event LowCardinality(String),
  ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  anonymous_id String CODEC(ZSTD(1)),
  email String CODEC(ZSTD(1)),
  phone String CODEC(ZSTD(1)),
  card String CODEC(ZSTD(1)),
  previous_id String CODEC(ZSTD(1)),
  group_id String CODEC(ZSTD(1)),
  person_key UInt64 CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  channel LowCardinality(String),
  arrival LowCardinality(String),
  campaign_source LowCardinality(String),
  campaign_medium LowCardinality(String),
  campaign_name LowCardinality(String),
  referrer String CODEC(ZSTD(1)),
  device_type LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  country LowCardinality(String),
  url String CODEC(ZSTD(1)),
  path String CODEC(ZSTD(1)),
  properties String CODEC(ZSTD(1)),
  context String CODEC(ZSTD(1)),
  message_hash UInt64 MATERIALIZED sipHash64(project_id, message_id) CODEC(NONE),
  INDEX seq_range seq TYPE minmax GRANULARITY 1,
  PROJECTION by_message INDEX message_hash TYPE basic
)
ENGINE = {{replicated}}MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (project_id, person_key, ts)
-- Write buffers that grow as needed: at full size from the start, a merge of so many columns takes 210 MB instead of 80.
SETTINGS index_granularity = 2048, fsync_after_insert = 1, fsync_part_directory = 1,
  min_columns_to_activate_adaptive_write_buffer = 1;
