SELECT
  count() AS events,
  toUnixTimestamp64Milli(min(ts)) AS first_ms,
  toUnixTimestamp64Milli(max(ts)) AS last_ms
FROM events
WHERE project_id = {p0:String}
