-- The last word on each purpose that people were asked for: (time, message id, granted). Whether it was ever denied
-- tells cheaply whom a follower of the log must look at. See docs/adr/0006-consent.md
CREATE TABLE IF NOT EXISTS person_consent {{on_cluster}}
(
  project_id LowCardinality(String),
  person_key UInt64,
  purpose String,
  latest SimpleAggregateFunction(max, Tuple(DateTime64(3, 'UTC'), String, UInt8)),
  ever_denied SimpleAggregateFunction(max, UInt8)
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, person_key, purpose)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- Gathered anew for each slice, so that nothing is lost with the old one.
DROP TABLE IF EXISTS people_slice {{on_cluster}};

CREATE TABLE IF NOT EXISTS people_slice {{on_cluster}}
(
  project_id String,
  message_id String,
  type LowCardinality(String),
  ts DateTime64(3, 'UTC'),
  user_id String,
  anonymous_id String,
  email String,
  phone String,
  card String,
  previous_id String,
  person_key UInt64,
  carries_traits UInt8,
  carries_consent UInt8
)
ENGINE = Memory;
