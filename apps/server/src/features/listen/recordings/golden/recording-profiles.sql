SELECT toString(person_key) AS person, toString(dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))) AS profile
            FROM (SELECT arrayJoin({p0:Array(UInt64)}) AS person_key)
