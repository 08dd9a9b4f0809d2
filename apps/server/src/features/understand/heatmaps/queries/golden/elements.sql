SELECT hit AS element, argMaxIf(label, (ts, seq), label != '') AS text,
  toUInt32(count()) AS count, toUInt32(uniqExact(person)) AS people,
  toUInt32(uniqExactIf((person, page, view), view > 0)) AS views,
  quantileExactInclusive(0.5)(hit_x) AS x, quantileExactInclusive(0.5)(hit_y) AS y,
  toUInt32(count() OVER ()) AS in_all
FROM (
  SELECT person, page, view, ts, seq, ifNull(JSONExtract(properties, {p0:String}, 'Nullable(String)'), '') AS hit, ifNull(JSONExtract(properties, {p1:String}, 'Nullable(String)'), '') AS label, if(JSONExtract(properties, {p2:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p3:String}, 'Nullable(Float64)') <= 1, JSONExtract(properties, {p4:String}, 'Nullable(Float64)'), NULL) AS hit_x, if(JSONExtract(properties, {p5:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p6:String}, 'Nullable(Float64)') <= 1000000, JSONExtract(properties, {p7:String}, 'Nullable(Float64)'), NULL) AS hit_y
  FROM (SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    if(is_view, path, ifNull(nullIf(JSONExtract(properties, {p8:String}, 'Nullable(String)'), ''), path)) AS page, event, ts, seq, properties
  FROM events
  WHERE (project_id = {p9:String}) AND ((device_type != '' AND device_type = {p10:String})) AND ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p13:Array(String)}))
  WHERE match(page, {p14:String})))
  WHERE NOT is_view AND hit != ''
)
GROUP BY hit
ORDER BY count DESC, element
LIMIT 200
