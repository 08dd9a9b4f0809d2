SELECT
  placing.stage AS stage, orders.currency AS currency, count() AS orders, toString(sum(orders.total)) AS total
FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p0:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p1:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p2:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p3:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p4:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p5:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p6:String}, 'Nullable(String)'), '')), {p7:String}) AS order_currency
    FROM events
    WHERE project_id = {p8:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND person_key IN (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p9:String} AND ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')} AND event = 'Order Completed' UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p12:String} AND ts >= {p13:DateTime64(3, 'UTC')} AND ts < {p14:DateTime64(3, 'UTC')} AND event = 'Order Completed'))
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)) AS orders
INNER JOIN (
  SELECT profile, ts, min(CAST({p15:Array(Float64)}, 'Array(UInt8)')[rule + 1]) AS stage FROM (SELECT *, multiIf(
      (event IN {p16:Array(String)}) AND (ts <= past.order_at) AND ((ifNull(if(startsWith(JSONExtract(properties, {p17:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p18:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p19:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p20:String}, 'Nullable(String)') = {p21:String}), 0))), {p22:Int64},
      (visit != 0 AND (
  visit = past.sign_up_visit AND ts > past.sign_up_at OR visit = used.use_visit AND ts > past.order_at)), {p23:Int64},
      (((path LIKE {p24:String}))) AND (visit != 0 AND visit = past.first_visit), {p25:Int64}, 0) AS rule
  FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p26:String} AND ts < {p27:DateTime64(3, 'UTC')} AND type NOT IN {p28:Array(String)} AND 1 AND ts >= {p29:DateTime64(3, 'UTC')} AND event = 'Order Completed' AND 1 AND NOT (((event IN {p30:Array(String)})))
  UNION ALL SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p31:String} AND ts < {p32:DateTime64(3, 'UTC')} AND type NOT IN {p33:Array(String)} AND 1 AND ts >= {p34:DateTime64(3, 'UTC')} AND event = 'Order Completed' AND 1 AND (((event IN {p35:Array(String)})))) AS happened
  LEFT ANY JOIN (SELECT
    profile AS past_profile,
    argMinIf(visit, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq, visit != 0 AND channel IN ('web', 'ios', 'android', 'store')) AS first_visit,
    if(countIf(event = 'Order Completed') = 0, toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), minIf(ts, event = 'Order Completed')) AS order_at,
    if(countIf(event IN ('Signed Up', 'Trial Started')) = 0, toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), minIf(ts, event IN ('Signed Up', 'Trial Started'))) AS sign_up_at,
    argMinIf(visit, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq, event IN ('Signed Up', 'Trial Started')) AS sign_up_visit
  FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p36:String} AND ts < {p37:DateTime64(3, 'UTC')} AND type NOT IN {p38:Array(String)} AND person_key IN (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p39:String} AND ts >= {p40:DateTime64(3, 'UTC')} AND ts < {p41:DateTime64(3, 'UTC')} AND event = 'Order Completed' UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p42:String} AND ts >= {p43:DateTime64(3, 'UTC')} AND ts < {p44:DateTime64(3, 'UTC')} AND event = 'Order Completed')) AND 1 AND 1) GROUP BY profile) AS past ON past.past_profile = profile
  LEFT ANY JOIN (SELECT visits.profile AS used_profile, argMin(visits.visit, visits.place) AS use_visit
  FROM (
    SELECT profile, visit, min(ts) AS began, min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq) AS place FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p45:String} AND ts < {p46:DateTime64(3, 'UTC')} AND type NOT IN {p47:Array(String)} AND person_key IN (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p48:String} AND ts >= {p49:DateTime64(3, 'UTC')} AND ts < {p50:DateTime64(3, 'UTC')} AND event = 'Order Completed' UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p51:String} AND ts >= {p52:DateTime64(3, 'UTC')} AND ts < {p53:DateTime64(3, 'UTC')} AND event = 'Order Completed')) AND 1 AND 1)
    WHERE visit != 0 AND channel IN ('web', 'ios', 'android', 'store') AND profile IN (SELECT buyer FROM (SELECT profile AS buyer, min(ts) AS bought FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p54:String} AND ts < {p55:DateTime64(3, 'UTC')} AND type NOT IN {p56:Array(String)} AND person_key IN (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p57:String} AND ts >= {p58:DateTime64(3, 'UTC')} AND ts < {p59:DateTime64(3, 'UTC')} AND event = 'Order Completed' UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p60:String} AND ts >= {p61:DateTime64(3, 'UTC')} AND ts < {p62:DateTime64(3, 'UTC')} AND event = 'Order Completed')) AND 1 AND 1) WHERE event = 'Order Completed' GROUP BY profile)) GROUP BY profile, visit
  ) AS visits
  INNER JOIN (SELECT profile AS buyer, min(ts) AS bought FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p63:String} AND ts < {p64:DateTime64(3, 'UTC')} AND type NOT IN {p65:Array(String)} AND person_key IN (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p66:String} AND ts >= {p67:DateTime64(3, 'UTC')} AND ts < {p68:DateTime64(3, 'UTC')} AND event = 'Order Completed' UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS buyer FROM events
      WHERE project_id = {p69:String} AND ts >= {p70:DateTime64(3, 'UTC')} AND ts < {p71:DateTime64(3, 'UTC')} AND event = 'Order Completed')) AND 1 AND 1) WHERE event = 'Order Completed' GROUP BY profile) AS orders ON orders.buyer = visits.profile
  WHERE visits.began > orders.bought GROUP BY visits.profile) AS used ON used.used_profile = profile) GROUP BY profile, ts
) AS placing ON placing.profile = orders.profile_key AND placing.ts = orders.placed_at
WHERE orders.placed_at >= {p72:DateTime64(3, 'UTC')} AND orders.placed_at < {p73:DateTime64(3, 'UTC')} AND placing.stage > 0
GROUP BY placing.stage, orders.currency
ORDER BY stage, sum(orders.total) DESC, currency
