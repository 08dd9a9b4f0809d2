SELECT toUInt32(countIf(deepest >= 0)) AS scroll_told,
  arrayMap(total -> toUInt32(total), sumForEachIf(arrayMap(band -> toUInt32(deepest >= band * 5), range(1, 21)), deepest >= 0)) AS reached,
  toUInt32(countIf(notEmpty(looked))) AS attention_told,
  sumForEachIf(looked, notEmpty(looked)) AS attention_total,
  quantileExactInclusiveForEachIf(0.5)(looked, notEmpty(looked)) AS attention_median,
  if(countIf(tall > 0) = 0, [], quantilesExactInclusiveIf(0.25, 0.5, 0.75)(tall, tall > 0)) AS heights,
  if(countIf(wide > 0) = 0, NULL, quantileExactInclusiveIf(0.5)(wide, wide > 0)) AS width,
  if(countIf(seen > 0) = 0, NULL, quantileExactInclusiveIf(0.5)(seen, seen > 0)) AS viewport
FROM (
  SELECT if(view = 0, -1, max(ifNull(depth, -1))) AS deepest,
    if(view = 0, [], sumForEachIf(attention, length(attention) = 20)) AS looked,
    max(ifNull(page_height, 0)) AS tall, max(ifNull(page_width, 0)) AS wide, max(ifNull(viewport_height, 0)) AS seen
  FROM (
    SELECT person, page, view,
      multiIf(event = 'Page Left', if(JSONExtract(properties, {p0:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p1:String}, 'Nullable(Float64)') <= 100, JSONExtract(properties, {p2:String}, 'Nullable(Float64)'), NULL),
        event = 'Scroll Depth Reached', if(JSONExtract(properties, {p3:String}, 'Nullable(Float64)') >= 0 AND JSONExtract(properties, {p4:String}, 'Nullable(Float64)') <= 100, JSONExtract(properties, {p5:String}, 'Nullable(Float64)'), NULL), NULL) AS depth,
      if(event = 'Page Left', arrayMap(ms -> least(greatest(ms, 0), 86400000), JSONExtract(properties, 'attention', 'Array(Float64)')), []) AS attention,
      if(JSONExtract(properties, {p6:String}, 'Nullable(Float64)') >= 1 AND JSONExtract(properties, {p7:String}, 'Nullable(Float64)') <= 1000000, JSONExtract(properties, {p8:String}, 'Nullable(Float64)'), NULL) AS page_height, if(JSONExtract(properties, {p9:String}, 'Nullable(Float64)') >= 1 AND JSONExtract(properties, {p10:String}, 'Nullable(Float64)') <= 1000000, JSONExtract(properties, {p11:String}, 'Nullable(Float64)'), NULL) AS page_width, if(JSONExtract(properties, {p12:String}, 'Nullable(Float64)') >= 1 AND JSONExtract(properties, {p13:String}, 'Nullable(Float64)') <= 1000000, JSONExtract(properties, {p14:String}, 'Nullable(Float64)'), NULL) AS viewport_height
    FROM (SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    if(is_view, path, ifNull(nullIf(JSONExtract(properties, {p15:String}, 'Nullable(String)'), ''), path)) AS page, event, ts, seq, properties
  FROM events
  WHERE (project_id = {p16:String}) AND ((device_type != '' AND device_type = {p17:String})) AND ts >= {p18:DateTime64(3, 'UTC')} AND ts < {p19:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p20:Array(String)}))
  WHERE match(page, {p21:String})))
    WHERE NOT is_view
  )
  GROUP BY person, page, view
)
