-- Who is on a static list: the newest row of a key counts. Not in the log, so a backup must hold it.
CREATE TABLE IF NOT EXISTS segment_list_members {{on_cluster}}
(
  project_id LowCardinality(String),
  segment_id String,
  person_key UInt64,
  version UInt64,
  removed UInt8
)
ENGINE = {{replicated}}ReplacingMergeTree(version)
ORDER BY (project_id, segment_id, person_key)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;
