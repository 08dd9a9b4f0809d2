-- What follows the first product view of each visit, five steps on, ten names a step; a repeated name counts once.
SELECT step, if(name_rank <= 10, name, '…') AS name, if(ends, NULL, if(next_rank <= 10, next_name, '…')) AS next,
  toFloat64(sum(moves)) AS units, if(ends, NULL, sum(total_ms) / sum(moves)) AS averageMs
FROM (
  SELECT *, dense_rank() OVER (PARTITION BY step ORDER BY at_name DESC, name) AS name_rank,
    dense_rank() OVER (PARTITION BY step, ends ORDER BY at_next DESC, next_name) AS next_rank
  FROM (
    SELECT *, sum(moves) OVER (PARTITION BY step, name) AS at_name, sum(moves) OVER (PARTITION BY step, ends, next_name) AS at_next
    FROM (
      SELECT toInt32(move.1) AS step, move.2 AS name, move.3 AS next_name, next_name = '' AS ends, count() AS moves, sum(move.4) AS total_ms
      FROM (
        SELECT arrayJoin(arrayMap((step, here, there) -> (step - 1, here.2, there.2, there.1 - here.1),
          range(1, least(length(way), 6) + 1), arraySlice(way, 1, 6), arraySlice(arrayPushBack(way, (0, '')), 2, least(length(way), 6)))) AS move
        FROM (
          SELECT arraySlice(arrayFilter((entry, before) -> entry.2 != before.2, entries, arrayPushFront(arrayPopBack(entries), (0, ''))), 1, 7) AS way
          FROM (
            SELECT arrayMap(entry -> (entry.1, entry.3), arraySort(groupArray((toUnixTimestamp64Milli(ts), seq, name)))) AS everything,
              arraySlice(everything, arrayFirstIndex(entry -> entry.2 = 'Product Viewed', everything)) AS entries
            FROM (
              SELECT person_key, session_id, ts, seq, event,
                if(type IN ('page', 'screen') AND path != '' AND event != 'Product Viewed', path, toString(event)) AS name
              FROM merged_events
              WHERE project_id = 'default' AND type IN ('track', 'page', 'screen')
                AND ts >= toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AND ts < toDateTime64('2026-04-01 00:00:00', 3, 'UTC')
            )
            GROUP BY person_key, session_id
            HAVING countIf(event = 'Product Viewed') > 0
          )
        )
      )
      GROUP BY move.1, move.2, move.3
    )
  )
)
GROUP BY step, name, next, ends
ORDER BY step, name, next
