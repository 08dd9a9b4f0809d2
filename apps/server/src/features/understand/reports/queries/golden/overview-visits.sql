SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  toUInt32(uniqExact(dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)))) AS people, toUInt32(uniqExact(session_id)) AS sessions
FROM events
WHERE (project_id = {p0:String}) AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')} AND type NOT IN {p3:Array(String)}
GROUP BY toInt16(toInt32(toDate32(ts, {p4:String})) - {p5:Int64}) AS bucket_index WITH ROLLUP
