SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  [CAST(toFloat64(uniqExact(dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)))), 'Nullable(Float64)'), CAST(avg(if(isFinite(ifNull(toFloat64OrNull(trait_1.trait_value), nan)), toFloat64OrNull(trait_1.trait_value), NULL)), 'Nullable(Float64)')] AS measured
FROM events  LEFT ANY JOIN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS trait_person, JSONExtract(maxIf(latest, trait = {p0:String}).3, 'Nullable(String)') AS trait_value
  FROM person_traits
  WHERE project_id = {p1:String} AND trait IN {p2:Array(String)}
  GROUP BY trait_person) AS trait_1 ON trait_1.trait_person = dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
WHERE (project_id = {p3:String}) AND ts >= {p4:DateTime64(3, 'UTC')} AND ts < {p5:DateTime64(3, 'UTC')} AND event = {p6:String}
GROUP BY toInt16(toInt32(toDate32(ts, {p7:String})) - {p8:Int64}) AS bucket_index WITH ROLLUP
