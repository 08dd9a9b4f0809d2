SELECT toInt32(intDiv(entry, 4096)) AS began, toInt32(entry % 4096) AS later, count() AS people
FROM (
  SELECT arrayJoin(arrayFlatten(arrayMap(began -> arrayPushFront(arrayMap(at -> began * 4096 + at - began, arrayFilter(at -> at > began AND at <= began + {p0:Int64}, returns)), began * 4096), cohorts))) AS entry
  FROM (
    SELECT groupUniqArrayIf(toInt16(toInt32(toDate32(ts, {p1:String})) - {p2:Int64}), event = {p3:String}) AS cohorts, groupUniqArrayIf(toInt16(toInt32(toDate32(ts, {p4:String})) - {p5:Int64}), type NOT IN {p6:Array(String)}) AS returns
    FROM events
    WHERE (project_id = {p7:String}) AND ts >= {p8:DateTime64(3, 'UTC')} AND ts < {p9:DateTime64(3, 'UTC')} AND ((event = {p10:String}) OR (type NOT IN {p11:Array(String)}))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    HAVING notEmpty(cohorts)
  )
)
GROUP BY entry
