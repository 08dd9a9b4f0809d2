SELECT profile, person_key FROM (
  SELECT person_key, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile FROM (
    SELECT person_key FROM dictionary('identity_map') UNION DISTINCT SELECT person_key FROM dictionary('identity_recent_map')
  )
)
WHERE profile != person_key AND (profile BETWEEN {p0:UInt64} AND {p1:UInt64} OR person_key BETWEEN {p2:UInt64} AND {p3:UInt64})
ORDER BY profile, person_key
