SELECT toUInt32(countIf(deepest >= 0)) AS scroll_told,
  arrayMap(total -> toUInt32(total), sumForEachIf(arrayMap(band -> toUInt32(deepest >= band * 5), range(1, 21)), deepest >= 0)) AS reached,
  toUInt32(countIf(notEmpty(looked))) AS attention_told,
  sumForEachIf(looked, notEmpty(looked)) AS attention_total,
  quantileExactInclusiveForEachIf(0.5)(looked, notEmpty(looked)) AS attention_median,
  if(countIf(tall > 0) = 0, [], quantilesExactInclusiveIf(0.25, 0.5, 0.75)(tall, tall > 0)) AS heights,
  if(countIf(wide > 0) = 0, NULL, quantileExactIf(0.5)(wide, wide > 0)) AS width,
  if(countIf(seen > 0) = 0, NULL, quantileExactIf(0.5)(seen, seen > 0)) AS viewport
FROM (
  SELECT if(view = 0, -1, max(ifNull(depth, -1))) AS deepest,
    if(view = 0, [], sumForEachIf(attention, length(attention) = 20)) AS looked,
    max(ifNull(page_height, 0)) AS tall, max(ifNull(page_width, 0)) AS wide, max(ifNull(viewport_height, 0)) AS seen
  FROM (
    SELECT person, page, view,
      multiIf(event = 'Page Left', if(tupleElement(told, {p0:String}) >= 0 AND tupleElement(told, {p1:String}) <= 100, tupleElement(told, {p2:String}), NULL),
        event = 'Scroll Depth Reached', if(tupleElement(told, {p3:String}) >= 0 AND tupleElement(told, {p4:String}) <= 100, tupleElement(told, {p5:String}), NULL), NULL) AS depth,
      if(event = 'Page Left', arrayMap(ms -> least(greatest(ms, 0), 86400000), tupleElement(told, {p6:String})), []) AS attention,
      if(tupleElement(told, {p7:String}) >= 1 AND tupleElement(told, {p8:String}) <= 1000000, tupleElement(told, {p9:String}), NULL) AS page_height, if(tupleElement(told, {p10:String}) >= 1 AND tupleElement(told, {p11:String}) <= 1000000, tupleElement(told, {p12:String}), NULL) AS page_width, if(tupleElement(told, {p13:String}) >= 1 AND tupleElement(told, {p14:String}) <= 1000000, tupleElement(told, {p15:String}), NULL) AS viewport_height
    FROM (SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p16:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p17:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p18:DateTime64(3, 'UTC')} AND ts < {p19:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p20:Array(String)})
    AND if(type = 'page', match(path, {p21:String}), match(path, {p22:String}) OR position(properties, {p23:String}) > 0)
    AND (project_id = {p24:String}) AND ((device_type != '' AND device_type = {p25:String})))
  WHERE match(page, {p26:String})))
    WHERE NOT is_view
  )
  GROUP BY person, page, view)
