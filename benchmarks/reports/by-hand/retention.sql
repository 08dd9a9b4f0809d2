-- Each person's days as sets, then one entry for each day that they viewed a product and each day after it.
SELECT toInt32(intDiv(entry, 4096)) AS began, toInt32(entry % 4096) AS later, toUInt32(count()) AS people
FROM (
  SELECT arrayJoin(arrayFlatten(arrayMap(
      began -> arrayPushFront(
        arrayMap(at -> began * 4096 + at - began, arrayFilter(at -> at > began AND at <= began + 30, returns)),
        began * 4096),
      cohorts))) AS entry
  FROM (
    SELECT groupUniqArrayIf(day, event = 'Product Viewed') AS cohorts, groupUniqArray(day) AS returns
    FROM (
      SELECT person_key, event, toInt32(toDate(ts, 'Europe/Berlin')) - 20454 AS day
      FROM merged_events
      WHERE project_id = 'default' AND type NOT IN ('merge', 'unmerge')
        AND ts >= toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AND ts < toDateTime64('2026-04-01 00:00:00', 3, 'UTC')
    )
    GROUP BY person_key
    HAVING notEmpty(cohorts)
  )
)
GROUP BY entry
ORDER BY entry
