SELECT hit AS element, round(avg(hit_x), 4) AS x, round(avg(hit_y), 1) AS y,
  round(avg(within_x), 4) AS elementX, round(avg(within_y), 4) AS elementY, toUInt32(count()) AS count
FROM (
  SELECT ifNull(JSONExtract(properties, {p0:String}, 'Nullable(String)'), '') AS hit, if(JSONExtract(properties, {p1:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p2:String}, 'Nullable(Float64)') <= 1, JSONExtract(properties, {p3:String}, 'Nullable(Float64)'), NULL) AS hit_x, if(JSONExtract(properties, {p4:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p5:String}, 'Nullable(Float64)') <= 1000000, JSONExtract(properties, {p6:String}, 'Nullable(Float64)'), NULL) AS hit_y,
    if(JSONExtract(properties, {p7:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p8:String}, 'Nullable(Float64)') <= 1, JSONExtract(properties, {p9:String}, 'Nullable(Float64)'), NULL) AS within_x, if(JSONExtract(properties, {p10:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p11:String}, 'Nullable(Float64)') <= 1, JSONExtract(properties, {p12:String}, 'Nullable(Float64)'), NULL) AS within_y
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    if(is_view, path, ifNull(nullIf(JSONExtract(properties, {p13:String}, 'Nullable(String)'), ''), path)) AS page, event, ts, seq, properties
  FROM events
  WHERE (project_id = {p14:String}) AND ((device_type != '' AND device_type = {p15:String})) AND ts >= {p16:DateTime64(3, 'UTC')} AND ts < {p17:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p18:Array(String)}))
  WHERE match(page, {p19:String}))
  WHERE NOT is_view AND isNotNull(hit_x) AND isNotNull(hit_y) AND event = {p20:String}
)
GROUP BY hit, toInt32(floor(hit_x * 100)) AS column, toInt32(floor(hit_y / 10)) AS line
ORDER BY count DESC, element, line, column
LIMIT 4000
