SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key FROM events
  WHERE project_id = {p0:String} AND type NOT IN {p1:Array(String)} AND (((type = 'identify') OR (event = {p2:String} AND (ts >= {p3:DateTime64(3, 'UTC')})) OR (event = 'Order Completed'))) GROUP BY profile_key HAVING (arrayExists(trait -> ifNull(if(startsWith(trait, '['), arrayExists(element -> ((element IN {p4:Array(String)})), JSONExtract(assumeNotNull(trait), 'Array(String)')), ((trait IN {p5:Array(String)}))), 0), [argMaxIf(JSONExtract(properties, {p6:String}, 'Nullable(String)'), (ts, message_id), type = 'identify')])) AND (countIf(event = {p7:String} AND (ts >= {p8:DateTime64(3, 'UTC')}) AND (ifNull(if(startsWith(JSONExtract(properties, {p9:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p10:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p11:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p12:String}, 'Nullable(String)') = {p13:String}), 0))) >= {p14:Int64}) AND (NOT (profile_key IN (SELECT profile_key FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p15:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p16:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p17:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p18:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p19:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p20:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p21:String}, 'Nullable(String)'), '')), {p22:String}) AS order_currency
    FROM events
    WHERE project_id = {p23:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND 1
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0))
      WHERE 1 GROUP BY profile_key HAVING NOT (count() = {p24:Int64}))))
