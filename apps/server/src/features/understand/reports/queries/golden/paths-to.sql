SELECT step, if(name_rank <= 10, name, {p0:String}) AS name, if(ends, NULL, if(next_rank <= 10, next_name, {p1:String})) AS next,
  sum(moves) AS units, if(ends, NULL, sum(total_ms) / sum(moves)) AS averageMs
FROM (
  SELECT step, name, next_name, ends, moves, total_ms,
    dense_rank() OVER (PARTITION BY step ORDER BY at_name DESC, name) AS name_rank,
    dense_rank() OVER (PARTITION BY step, ends ORDER BY at_next DESC, next_name) AS next_rank
  FROM (
    SELECT step, name, next_name, ends, moves, total_ms,
      sum(moves) OVER (PARTITION BY step, name) AS at_name,
      sum(moves) OVER (PARTITION BY step, ends, next_name) AS at_next
    FROM (
      SELECT toInt32(move.1) AS step, move.2 AS name, move.3 AS next_name, move.4 AS ends, count() AS moves, sum(move.5) AS total_ms
      FROM (
        SELECT arrayJoin(arraySlice(arrayMap((step, entry, following) ->
            (step - 1, entry.3, following.3, following.3 = '', abs(following.1 - entry.1)),
          arrayEnumerate(way), way, arrayPushBack(arrayPopFront(way), (toInt64(0), toUInt64(0), ''))), 1, 6)) AS move
        FROM (
          SELECT arrayReverse(arraySlice(folded, greatest(anchor_at - 6, 1), least(anchor_at, 7))) AS way
          FROM (
            SELECT arrayFilter((entry, before) -> entry.3 != before.3, entries, arrayPushFront(arrayPopBack(entries), (toInt64(0), toUInt64(0), ''))) AS folded,
              arrayFirstIndex(entry -> entry.3 = {p2:String}, folded) AS anchor_at
            FROM (
              SELECT arraySort(groupArray((toUnixTimestamp64Milli(ts), seq, if((type IN ('page', 'screen')) AND (path = {p3:String}), {p4:String}, if(type IN ('page', 'screen') AND path != '', path, toString(event)))))) AS entries
              FROM events
              WHERE (project_id = {p5:String}) AND ts >= {p6:DateTime64(3, 'UTC')} AND ts < {p7:DateTime64(3, 'UTC')} AND (((type IN ('page', 'screen')) AND (path = {p8:String})) OR ((type IN ('track', 'page', 'screen')) AND (event NOT IN {p9:Array(String)})))
              GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)), session_id
              HAVING countIf((type IN ('page', 'screen')) AND (path = {p10:String})) > 0
            )
          )
        )
      )
      GROUP BY move.1, move.2, move.3, move.4
    )
  )
)
GROUP BY step, name, next, ends
