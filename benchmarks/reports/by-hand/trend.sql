-- Events and people of one event, by day and in all, in one pass.
SELECT toInt32(toDate(ts, 'Europe/Berlin')) AS day, toFloat64(count()) AS events, toFloat64(uniqExact(person_key)) AS people
FROM merged_events
WHERE project_id = 'default' AND event = 'Product Viewed'
  AND ts >= toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AND ts < toDateTime64('2026-04-01 00:00:00', 3, 'UTC')
GROUP BY day WITH ROLLUP
ORDER BY day
