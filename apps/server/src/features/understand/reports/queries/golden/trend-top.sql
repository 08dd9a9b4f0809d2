SELECT if(isNull(breakdown_trait.trait_value), 'none', concat('=', assumeNotNull(breakdown_trait.trait_value))) AS key
FROM events  LEFT ANY JOIN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS trait_person, JSONExtract(maxIf(latest, trait = {p0:String}).3, 'Nullable(String)') AS trait_value
  FROM person_traits
  WHERE project_id = {p1:String} AND trait IN {p2:Array(String)}
  GROUP BY trait_person) AS breakdown_trait ON breakdown_trait.trait_person = dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
WHERE (project_id = {p3:String}) AND ts >= {p4:DateTime64(3, 'UTC')} AND ts < {p5:DateTime64(3, 'UTC')} AND type NOT IN {p6:Array(String)}
GROUP BY key
ORDER BY toFloat64(count()) DESC NULLS LAST, key
LIMIT {p7:Int64}
