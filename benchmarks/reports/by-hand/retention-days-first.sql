-- The same by folding each person's events of a day into one row first.
SELECT toInt32(intDiv(entry, 4096)) AS began, toInt32(entry % 4096) AS later, toUInt32(count()) AS people
FROM (
  SELECT arrayJoin(arrayFlatten(arrayMap(
      began -> arrayPushFront(
        arrayMap(at -> began * 4096 + at - began, arrayFilter(at -> at > began AND at <= began + 30, returns)),
        began * 4096),
      cohorts))) AS entry
  FROM (
    SELECT groupArrayIf(day, viewed) AS cohorts, groupArray(day) AS returns
    FROM (
      SELECT person_key, toInt32(toDate(ts, 'Europe/Berlin')) - 20454 AS day, max(event = 'Product Viewed') AS viewed
      FROM merged_events
      WHERE project_id = 'default' AND type NOT IN ('merge', 'unmerge')
        AND ts >= toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AND ts < toDateTime64('2026-04-01 00:00:00', 3, 'UTC')
      GROUP BY person_key, day
    )
    GROUP BY person_key
    HAVING notEmpty(cohorts)
  )
)
GROUP BY entry
ORDER BY entry
