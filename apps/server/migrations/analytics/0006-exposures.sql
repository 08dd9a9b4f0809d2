-- What an exposure tells, beside its JSON: results read it of every unit, and the JSON of all events that lie between takes
-- most of such a query's time. 255: it tells no phase.
ALTER TABLE events {{on_cluster}}
  ADD COLUMN IF NOT EXISTS exposed_experiment LowCardinality(String)
    MATERIALIZED if(event = 'Experiment Viewed', JSONExtractString(properties, 'experiment_id'), ''),
  ADD COLUMN IF NOT EXISTS exposed_variation LowCardinality(String)
    MATERIALIZED if(event = 'Experiment Viewed', JSONExtractString(properties, 'variation'), ''),
  ADD COLUMN IF NOT EXISTS exposed_phase UInt8
    MATERIALIZED if(event = 'Experiment Viewed', ifNull(JSONExtract(properties, 'phase', 'Nullable(UInt8)'), 255), 255);
