SELECT quantileExactForEachIf({p0:Float64})(looked, notEmpty(looked)) AS low, quantileExactForEachIf({p1:Float64})(looked, notEmpty(looked)) AS high
FROM (
  SELECT if(view = 0, -1, max(ifNull(depth, -1))) AS deepest,
    if(view = 0, [], sumForEachIf(attention, length(attention) = 20)) AS looked,
    max(ifNull(page_height, 0)) AS tall, max(ifNull(page_width, 0)) AS wide, max(ifNull(viewport_height, 0)) AS seen
  FROM (
    SELECT person, page, view,
      multiIf(event = 'Page Left', if(tupleElement(told, {p2:String}) >= 0 AND tupleElement(told, {p3:String}) <= 100, tupleElement(told, {p4:String}), NULL),
        event = 'Scroll Depth Reached', if(tupleElement(told, {p5:String}) >= 0 AND tupleElement(told, {p6:String}) <= 100, tupleElement(told, {p7:String}), NULL), NULL) AS depth,
      if(event = 'Page Left', arrayMap(ms -> least(greatest(ms, 0), 86400000), tupleElement(told, {p8:String})), []) AS attention,
      if(tupleElement(told, {p9:String}) >= 1 AND tupleElement(told, {p10:String}) <= 1000000, tupleElement(told, {p11:String}), NULL) AS page_height, if(tupleElement(told, {p12:String}) >= 1 AND tupleElement(told, {p13:String}) <= 1000000, tupleElement(told, {p14:String}), NULL) AS page_width, if(tupleElement(told, {p15:String}) >= 1 AND tupleElement(told, {p16:String}) <= 1000000, tupleElement(told, {p17:String}), NULL) AS viewport_height
    FROM (SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p18:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p19:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p20:DateTime64(3, 'UTC')} AND ts < {p21:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p22:Array(String)})
    AND if(type = 'page', match(path, {p23:String}), match(path, {p24:String}) OR position(properties, {p25:String}) > 0)
    AND (project_id = {p26:String}) AND ((device_type != '' AND device_type = {p27:String})))
  WHERE match(page, {p28:String})))
    WHERE NOT is_view
  )
  GROUP BY person, page, view)
