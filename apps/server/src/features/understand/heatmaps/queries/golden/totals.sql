SELECT toUInt32(countIf(is_view)) AS views, toUInt32(uniqExact(person)) AS people, toUInt32(uniqExact(page)) AS pages,
  toUInt32(countIf(event = 'Element Clicked' AND NOT is_view)) AS element_clicked,
  toUInt32(countIf(event = 'Rage Clicked' AND NOT is_view)) AS rage_clicked,
  toUInt32(countIf(event = 'Dead Clicked' AND NOT is_view)) AS dead_clicked
FROM (SELECT * FROM (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), {p0:String}) AS told,
    if(is_view, path, ifNull(nullIf(tupleElement(told, {p1:String}), ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')} AND (type = 'page' OR type = 'track' AND event IN {p4:Array(String)})
    AND if(type = 'page', match(path, {p5:String}), match(path, {p6:String}) OR position(properties, {p7:String}) > 0)
    AND (project_id = {p8:String}) AND ((device_type != '' AND device_type = {p9:String})))
  WHERE match(page, {p10:String}))
