SELECT DISTINCT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile FROM (
  SELECT DISTINCT person_key FROM events
  WHERE project_id = {p0:String} AND (seq > {p1:UInt64}
      OR ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')}
      OR ts >= {p4:DateTime64(3, 'UTC')} AND ts < {p5:DateTime64(3, 'UTC')})
)
WHERE dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) BETWEEN {p6:UInt64} AND {p7:UInt64}
