SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, count() AS events, countIf(startsWith(event, 'Order ')) AS orders
FROM events WHERE project_id = {p0:String} AND person_key IN {p1:Array(UInt64)} AND type NOT IN ('merge', 'unmerge')
GROUP BY profile SETTINGS optimize_use_projections = 0
