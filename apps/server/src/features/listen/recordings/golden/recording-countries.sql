SELECT session_id AS session, toString(max(events.country)) AS country FROM events
            WHERE project_id = {p0:String} AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')}
    AND session_id IN {p3:Array(String)}
    AND person_key IN (
      SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) FROM (SELECT arrayJoin({p4:Array(UInt64)}) AS person_key))
      UNION ALL SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) FROM (SELECT arrayJoin({p5:Array(UInt64)}) AS person_key)
      UNION ALL SELECT arrayJoin({p6:Array(UInt64)})) AND events.country != '' GROUP BY session
