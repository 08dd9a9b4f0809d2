SELECT toInt32(move.1) AS bucket, move.2 AS stage, count() AS people
FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(at -> (at, multiIf(at = born, 'new', has(active, at - 1), 'returning', 'resurrecting')), arrayFilter(at -> at >= 0, active)),
    arrayMap(at -> (at + 1, 'dormant'), arrayFilter(at -> NOT has(active, at + 1) AND at + 1 < 5, active)))) AS move
  FROM (
    SELECT groupUniqArrayIf(if(ts >= {p0:DateTime64(3, 'UTC')}, toInt16(intDiv(toInt32(toDate32(ts, {p1:String})) - {p2:Int64}, 7)), -1), ((ts >= {p3:DateTime64(3, 'UTC')} AND ts < {p4:DateTime64(3, 'UTC')}) OR (ts >= {p5:DateTime64(3, 'UTC')} AND ts < {p6:DateTime64(3, 'UTC')}))) AS active,
      if(min(ts) >= {p7:DateTime64(3, 'UTC')}, argMin(toInt16(intDiv(toInt32(toDate32(ts, {p8:String})) - {p9:Int64}, 7)), ts), -2) AS born
    FROM events
    WHERE (project_id = {p10:String}) AND ts < {p11:DateTime64(3, 'UTC')} AND (event = {p12:String})
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    HAVING notEmpty(active)
  )
)
GROUP BY move
