SELECT profile, toUInt32(uniqExact(toDate(ts))), toUInt32(countIf(event = 'Order Completed'))
FROM (
  SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, ts, event FROM events WHERE project_id = {p0:String} AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')}
)
GROUP BY profile
