SELECT toInt32(began) AS began, toInt32(at - began) AS later, sumKahan(amount) AS sum
FROM (
  SELECT arrayJoin(cohorts) AS began, periods, amounts
  FROM (
    SELECT groupUniqArrayIf(toInt16(intDiv(toInt32(toDate32(ts, {p0:String})) - {p1:Int64}, 7)), event = {p2:String}) AS cohorts, groupArrayIf(toInt16(intDiv(toInt32(toDate32(ts, {p3:String})) - {p4:Int64}, 7)), (event = {p5:String}) AND isNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), NULL))) AS periods, groupArrayIf(assumeNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p8:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p9:String}, 'Nullable(String)')), NULL)), (event = {p10:String}) AND isNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p11:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p12:String}, 'Nullable(String)')), NULL))) AS amounts
    FROM events 
    WHERE (project_id = {p13:String}) AND ts >= {p14:DateTime64(3, 'UTC')} AND ts < {p15:DateTime64(3, 'UTC')} AND ((event = {p16:String}) OR (event = {p17:String}))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    HAVING notEmpty(cohorts)
  )
)
ARRAY JOIN periods AS at, amounts AS amount
WHERE at >= began AND at <= began + {p18:Int64}
GROUP BY began, later
