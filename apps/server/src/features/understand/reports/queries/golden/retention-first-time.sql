SELECT toInt32(intDiv(entry, 4096)) AS began, toInt32(entry % 4096) AS later, count() AS people
FROM (
  SELECT arrayJoin(arrayFlatten(arrayMap(began -> arrayPushFront(if(arrayMax(returns) > began, [began * 4096 + arrayMax(returns) - began], []), began * 4096), cohorts))) AS entry
  FROM (
    SELECT [argMinIf(toInt16(toYear(toDate32(ts, {p0:String})) * 12 + toMonth(toDate32(ts, {p1:String})) - 1 - {p2:Int64}), ts, event = {p3:String})] AS cohorts, groupUniqArrayIf(toInt16(toYear(toDate32(ts, {p4:String})) * 12 + toMonth(toDate32(ts, {p5:String})) - 1 - {p6:Int64}), (ts >= {p7:DateTime64(3, 'UTC')} AND ts < {p8:DateTime64(3, 'UTC')}) AND (type NOT IN {p9:Array(String)})) AS returns
    FROM events
    WHERE (project_id = {p10:String}) AND ts < {p11:DateTime64(3, 'UTC')} AND ((event = {p12:String}) OR ((ts >= {p13:DateTime64(3, 'UTC')} AND ts < {p14:DateTime64(3, 'UTC')}) AND (type NOT IN {p15:Array(String)})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    HAVING countIf(event = {p16:String}) > 0 AND minIf(ts, event = {p17:String}) >= {p18:DateTime64(3, 'UTC')}
  )
)
GROUP BY entry
