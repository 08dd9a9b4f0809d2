SELECT toString(profile) AS profile, toString(toUnixTimestamp64Milli(ts)) AS ms,
  substringUTF8(words, 1, {p0:Int64}) AS words, score, metric, low, theirs, here
FROM (
  SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, ts, seq,
    trim(coalesce(nullIf(JSONExtract(properties, {p1:String}, 'Nullable(String)'), ''), nullIf(JSONExtract(properties, {p2:String}, 'Nullable(String)'), ''), nullIf(JSONExtract(properties, {p3:String}, 'Nullable(String)'), ''), '')) AS words,
    coalesce(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p4:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), NULL), if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), NULL)) AS score,
    multiIf(isNull(score), '', event = 'Review Received', 'rating', lower(ifNull(JSONExtract(properties, {p8:String}, 'Nullable(String)'), ''))) AS metric,
    toUInt8(if(event = 'Review Received', ifNull(score <= {p9:Int64}, 0), ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p10:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p11:String}, 'Nullable(String)')), NULL) <= multiIf(lower(JSONExtract(properties, {p12:String}, 'Nullable(String)')) = 'nps', 6,
      lower(JSONExtract(properties, {p13:String}, 'Nullable(String)')) = 'csat', 2, lower(JSONExtract(properties, {p14:String}, 'Nullable(String)')) = 'ces', 3, -1), 0))) AS low,
    toUInt8(profile IN {p15:Array(UInt64)}) AS theirs, toUInt8(0) AS here
  FROM events
  WHERE project_id = {p16:String} AND ts >= {p17:DateTime64(3, 'UTC')} AND ts < {p18:DateTime64(3, 'UTC')}
    AND event IN ('Survey Answered', 'Review Received') AND (person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key IN {p19:Array(UInt64)}
    UNION ALL SELECT arrayJoin({p20:Array(UInt64)})) OR (0))
)
WHERE words != ''
ORDER BY theirs DESC, low DESC, ts DESC, seq DESC
LIMIT {p21:Int64}
