-- Projections of the log about people. Each is a pure function of the set of events: minima, maxima and the latest of
-- versions, so that writing a part of the log twice, or in another order, changes nothing. See docs/adr/0003-identity.md

-- Who carried which weaker identifier: the first time (time, message id) that an event had both.
CREATE TABLE IF NOT EXISTS identity_claims {{on_cluster}}
(
  project_id LowCardinality(String),
  weaker_key UInt64,
  claimer_key UInt64,
  via LowCardinality(String),
  weaker_kind SimpleAggregateFunction(any, LowCardinality(String)),
  weaker_value SimpleAggregateFunction(any, String),
  claimer_kind SimpleAggregateFunction(any, LowCardinality(String)),
  claimer_value SimpleAggregateFunction(any, String),
  first SimpleAggregateFunction(min, Tuple(DateTime64(3, 'UTC'), String)),
  INDEX claimers claimer_key TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, weaker_key, claimer_key, via)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- Explicit merges and unmerges.
CREATE TABLE IF NOT EXISTS identity_words {{on_cluster}}
(
  project_id LowCardinality(String),
  message_id String,
  ts DateTime64(3, 'UTC'),
  word LowCardinality(String),
  subject_key UInt64,
  subject_kind LowCardinality(String),
  subject_value String,
  other_key UInt64,
  other_kind LowCardinality(String),
  other_value String,
  said_by String
)
ENGINE = {{replicated}}ReplacingMergeTree
ORDER BY (project_id, message_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- User ids that an alias named as its previous id: such an alias joins nothing.
CREATE TABLE IF NOT EXISTS identity_refused_aliases {{on_cluster}}
(
  project_id LowCardinality(String),
  user_id String
)
ENGINE = {{replicated}}ReplacingMergeTree
ORDER BY (project_id, user_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What queries need of all this: whose events the events of a key are, where that is another than the key itself. A row
-- with both keys equal takes an earlier one back.
CREATE TABLE IF NOT EXISTS identity_links {{on_cluster}}
(
  person_key UInt64,
  profile_key UInt64,
  version UInt64
)
ENGINE = {{replicated}}ReplacingMergeTree(version)
ORDER BY person_key
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- The same links by profile. A row stays when its key has left: whoever reads asks the links whether it still holds.
CREATE TABLE IF NOT EXISTS identity_members {{on_cluster}}
(
  profile_key UInt64,
  person_key UInt64
)
ENGINE = {{replicated}}ReplacingMergeTree
ORDER BY (profile_key, person_key)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- Links newer than those that `identity_map` has loaded: a full load takes 0.3 s a million, this one milliseconds. In
-- memory only: after a restart the full map is loaded, and holds them.
CREATE TABLE IF NOT EXISTS identity_recent_links {{on_cluster}}
(
  person_key UInt64,
  profile_key UInt64,
  version UInt64
)
ENGINE = Memory;

CREATE DICTIONARY IF NOT EXISTS identity_map {{on_cluster}}
(
  person_key UInt64,
  profile_key UInt64
)
PRIMARY KEY person_key
SOURCE(CLICKHOUSE({{dictionary_user}}QUERY 'SELECT person_key, profile_key FROM {{in_database}}identity_links FINAL WHERE profile_key != person_key'))
LIFETIME(0)
LAYOUT(HASHED());

CREATE DICTIONARY IF NOT EXISTS identity_recent_map {{on_cluster}}
(
  person_key UInt64,
  profile_key UInt64
)
PRIMARY KEY person_key
SOURCE(CLICKHOUSE({{dictionary_user}}QUERY 'SELECT person_key, argMax(profile_key, version) AS profile_key FROM {{in_database}}identity_recent_links GROUP BY person_key'))
LIFETIME(0)
LAYOUT(HASHED());

-- Every key that names an event's person, with the identifier behind it and when it was active.
CREATE TABLE IF NOT EXISTS people {{on_cluster}}
(
  project_id LowCardinality(String),
  person_key UInt64,
  kind SimpleAggregateFunction(any, LowCardinality(String)),
  value SimpleAggregateFunction(any, String),
  first_seen SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_seen SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, person_key)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- The latest word on each trait: (time, message id, JSON text).
CREATE TABLE IF NOT EXISTS person_traits {{on_cluster}}
(
  project_id LowCardinality(String),
  trait String,
  person_key UInt64,
  latest SimpleAggregateFunction(max, Tuple(DateTime64(3, 'UTC'), String, String)),
  INDEX keys person_key TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, trait, person_key)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS group_traits {{on_cluster}}
(
  project_id LowCardinality(String),
  group_id String,
  trait String,
  latest SimpleAggregateFunction(max, Tuple(DateTime64(3, 'UTC'), String, String))
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, group_id, trait)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS group_members {{on_cluster}}
(
  project_id LowCardinality(String),
  group_id String,
  person_key UInt64,
  since SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  INDEX keys person_key TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY (project_id, group_id, person_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- How far a projection has followed the log, and the rules that it went by.
CREATE TABLE IF NOT EXISTS projection_progress {{on_cluster}}
(
  name String,
  seq UInt64,
  rules String,
  version UInt64
)
ENGINE = {{replicated}}ReplacingMergeTree(version)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Events that a projection could not digest, until they are retried.
CREATE TABLE IF NOT EXISTS projection_set_aside {{on_cluster}}
(
  name String,
  seq UInt64,
  project_id LowCardinality(String),
  message_id String,
  reason String,
  at DateTime64(3, 'UTC'),
  settled UInt8
)
ENGINE = {{replicated}}ReplacingMergeTree(settled)
ORDER BY (name, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What the projection needs of the events that it is about to digest: they lie scattered in the log, which is ordered by
-- person, so they are gathered once and then read several times. Empty after a restart, and filled anew each time.
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
  carries_traits UInt8
)
ENGINE = Memory;

-- Narrow enough to be read for every event as the log is followed; context and properties are not.
ALTER TABLE events {{on_cluster}}
  ADD COLUMN IF NOT EXISTS carries_traits UInt8 MATERIALIZED type = 'identify' OR position(context, '"traits":{') > 0;
