SELECT hit AS element, argMaxIf(label, (ts, seq), label != '') AS text,
  toUInt32(count()) AS count, toUInt32(uniqExact(person)) AS people,
  toUInt32(uniqExactIf((person, page, view), view > 0)) AS views,
  quantileExactInclusive(0.5)(hit_x) AS x, quantileExactInclusive(0.5)(hit_y) AS y,
  toUInt32(count() OVER ()) AS in_all
FROM (
  SELECT person, page, view, ts, seq, ifNull(tupleElement(told, {p0:String}), '') AS hit, ifNull(tupleElement(told, {p1:String}), '') AS label, if(tupleElement(told, {p2:String}) >= 0 AND tupleElement(told, {p3:String}) <= 1, tupleElement(told, {p4:String}), NULL) AS hit_x, if(tupleElement(told, {p5:String}) >= 0 AND tupleElement(told, {p6:String}) <= 1000000, tupleElement(told, {p7:String}), NULL) AS hit_y
  FROM (SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p8:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p9:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p12:Array(String)})
    AND if(type = 'page', match(path, {p13:String}), match(path, {p14:String}) OR position(properties, {p15:String}) > 0)
    AND (project_id = {p16:String}) AND ((device_type != '' AND device_type = {p17:String})))
  WHERE match(page, {p18:String})))
  WHERE NOT is_view AND hit != ''
)
GROUP BY hit
ORDER BY count DESC, element
LIMIT 200
