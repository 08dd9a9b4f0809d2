-- Events are immutable, but may be deleted for good where their person takes consent back: docs/adr/0006-consent.md
ALTER TABLE events {{on_cluster}} MODIFY SETTING lightweight_mutation_projection_mode = 'rebuild';

-- The highest sequence number before the last deletion: no number is given twice, not even that of a deleted event.
CREATE TABLE IF NOT EXISTS log_position {{on_cluster}}
(
  seq SimpleAggregateFunction(max, UInt64)
)
ENGINE = {{replicated}}AggregatingMergeTree
ORDER BY tuple()
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
