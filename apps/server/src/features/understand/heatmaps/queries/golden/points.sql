SELECT hit AS element, round(avg(hit_x), 4) AS x, round(avg(hit_y), 1) AS y,
  round(avg(within_x), 4) AS elementX, round(avg(within_y), 4) AS elementY, toUInt32(count()) AS count
FROM (
  SELECT ifNull(tupleElement(told, {p0:String}), '') AS hit, if(tupleElement(told, {p1:String}) >= 0 AND tupleElement(told, {p2:String}) <= 1, tupleElement(told, {p3:String}), NULL) AS hit_x, if(tupleElement(told, {p4:String}) >= 0 AND tupleElement(told, {p5:String}) <= 1000000, tupleElement(told, {p6:String}), NULL) AS hit_y,
    if(tupleElement(told, {p7:String}) >= 0 AND tupleElement(told, {p8:String}) <= 1, tupleElement(told, {p9:String}), NULL) AS within_x, if(tupleElement(told, {p10:String}) >= 0 AND tupleElement(told, {p11:String}) <= 1, tupleElement(told, {p12:String}), NULL) AS within_y
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p13:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p14:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p15:DateTime64(3, 'UTC')} AND ts < {p16:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p17:Array(String)})
    AND if(type = 'page', match(path, {p18:String}), match(path, {p19:String}) OR position(properties, {p20:String}) > 0)
    AND (project_id = {p21:String}) AND ((device_type != '' AND device_type = {p22:String})))
  WHERE match(page, {p23:String}))
  WHERE NOT is_view AND isNotNull(hit_x) AND isNotNull(hit_y)
)
GROUP BY hit, toInt32(floor(hit_x * 100)) AS column, toInt32(floor(hit_y / 10)) AS line
ORDER BY count DESC, element, line, column
LIMIT 4000
