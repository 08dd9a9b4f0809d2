SELECT toInt32(began) AS began, toInt32(at - began) AS later, sumKahan(amount) AS sum
FROM (
  SELECT arrayJoin(cohorts) AS began, periods, amounts
  FROM (
    SELECT [argMinIf(toInt16(toYear(toDate32(ts, {p0:String})) * 12 + toMonth(toDate32(ts, {p1:String})) - 1 - {p2:Int64}), ts, event = {p3:String})] AS cohorts, groupArrayIf(toInt16(toYear(toDate32(ts, {p4:String})) * 12 + toMonth(toDate32(ts, {p5:String})) - 1 - {p6:Int64}), ((ts >= {p7:DateTime64(3, 'UTC')} AND ts < {p8:DateTime64(3, 'UTC')}) AND (type NOT IN {p9:Array(String)})) AND isNotNull(if(isFinite(ifNull(toFloat64OrNull(trait.trait_value), nan)), toFloat64OrNull(trait.trait_value), NULL))) AS periods, groupArrayIf(assumeNotNull(if(isFinite(ifNull(toFloat64OrNull(trait.trait_value), nan)), toFloat64OrNull(trait.trait_value), NULL)), ((ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')}) AND (type NOT IN {p12:Array(String)})) AND isNotNull(if(isFinite(ifNull(toFloat64OrNull(trait.trait_value), nan)), toFloat64OrNull(trait.trait_value), NULL))) AS amounts
    FROM events LEFT ANY JOIN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS trait_person, JSONExtract(maxIf(latest, trait = {p13:String}).3, 'Nullable(String)') AS trait_value
  FROM person_traits
  WHERE project_id = {p14:String} AND trait IN {p15:Array(String)}
  GROUP BY trait_person) AS trait ON trait.trait_person = dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    WHERE (project_id = {p16:String}) AND ts < {p17:DateTime64(3, 'UTC')} AND ((event = {p18:String}) OR ((ts >= {p19:DateTime64(3, 'UTC')} AND ts < {p20:DateTime64(3, 'UTC')}) AND (type NOT IN {p21:Array(String)})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
    HAVING countIf(event = {p22:String}) > 0 AND minIf(ts, event = {p23:String}) >= {p24:DateTime64(3, 'UTC')}
  )
)
ARRAY JOIN periods AS at, amounts AS amount
WHERE at >= began AND at <= began + {p25:Int64}
GROUP BY began, later
