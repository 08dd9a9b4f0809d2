SELECT place.1 AS path, toUInt32(uniqExact(page)) AS pages, toUInt32(countIf(is_view)) AS views,
  toUInt32(countIf(event = 'Element Clicked' AND NOT is_view)) AS element_clicked,
  toUInt32(countIf(event = 'Rage Clicked' AND NOT is_view)) AS rage_clicked,
  toUInt32(countIf(event = 'Dead Clicked' AND NOT is_view)) AS dead_clicked
FROM (
  SELECT page, is_view, event, arrayJoin(if(match(page, '^/.+/[^/]+$'),
    [(page, 0), (replaceRegexpOne(page, '[^/]+$', '*'), 1)], [(page, 0)])) AS place
  FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    if(is_view, path, ifNull(nullIf(JSONExtract(properties, {p0:String}, 'Nullable(String)'), ''), path)) AS page, event, ts, seq, properties
  FROM events
  WHERE (project_id = {p1:String}) AND ((device_type != '' AND device_type = {p2:String})) AND ts >= {p3:DateTime64(3, 'UTC')} AND ts < {p4:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p5:Array(String)}))
  WHERE page != ''
)
WHERE positionCaseInsensitiveUTF8(place.1, {p6:String}) > 0
GROUP BY place
HAVING place.2 = 0 OR pages >= {p7:Int64}
ORDER BY element_clicked DESC, views DESC, path
LIMIT {p8:Int64}
