SELECT url, status, toUInt32(uniqExact(session)) AS sessions
FROM (
  SELECT ifNull(JSONExtract(properties, {p0:String}, 'Nullable(String)'), '') AS url, ifNull(JSONExtract(properties, {p1:String}, 'Nullable(String)'), '') AS status, if(session_id = '', toString(person_key), session_id) AS session
  FROM events
  WHERE (project_id = {p2:String}) AND (ts >= {p3:DateTime64(3, 'UTC')} AND ts < {p4:DateTime64(3, 'UTC')}) AND event = 'Request Failed' AND person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key IN {p5:Array(UInt64)}
    UNION ALL SELECT arrayJoin({p6:Array(UInt64)}))
    AND if(session_id = '', dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) IN {p7:Array(UInt64)}, session_id IN {p8:Array(String)}) AND match(ifNull(nullIf(JSONExtractString(properties, 'path'), ''), path), {p9:String})
)
GROUP BY url, status
ORDER BY sessions DESC, url, status
LIMIT {p10:Int64}
