SELECT place.1 AS path, toUInt32(uniqExact(page)) AS pages, toUInt32(countIf(is_view)) AS views,
  toUInt32(countIf(event = 'Element Clicked' AND NOT is_view)) AS element_clicked,
  toUInt32(countIf(event = 'Rage Clicked' AND NOT is_view)) AS rage_clicked,
  toUInt32(countIf(event = 'Dead Clicked' AND NOT is_view)) AS dead_clicked
FROM (
  SELECT page, is_view, event, arrayJoin(if(match(page, '^/.+/[^/]+$'),
    [(page, 0), (replaceRegexpOne(page, '[^/]+$', '*'), 1)], [(page, 0)])) AS place
  FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p0:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p1:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p4:Array(String)})
    AND if(type = 'page', 1, 1)
    AND (project_id = {p5:String}) AND ((device_type != '' AND device_type = {p6:String})))
  WHERE page != ''
)
WHERE positionCaseInsensitiveUTF8(place.1, {p7:String}) > 0
GROUP BY place
HAVING place.2 = 0 OR pages >= {p8:Int64}
ORDER BY element_clicked DESC, views DESC, path
LIMIT {p9:Int64}
