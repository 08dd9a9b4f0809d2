SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, count() AS events, countIf(startsWith(event, 'Order ')) AS orders
FROM events PREWHERE person_key IN {p0:Array(UInt64)}
            WHERE project_id = {p1:String} AND type NOT IN ('merge', 'unmerge')
GROUP BY profile
