SELECT currency FROM (SELECT placing.profile AS profile, placing.session AS session, placed.currency AS currency, placed.total AS total
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
      AND 1
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)) AS placed
  INNER JOIN (
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, ts AS at, min(session_id) AS session FROM events
    WHERE (project_id = {p9:String}) AND ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')} AND event = 'Order Completed'
    GROUP BY profile, at
  ) AS placing ON placing.profile = placed.profile_key AND placing.at = placed.placed_at
  WHERE placed.placed_at >= {p12:DateTime64(3, 'UTC')} AND placed.placed_at < {p13:DateTime64(3, 'UTC')})
GROUP BY currency ORDER BY sum(total) DESC, currency LIMIT 1
