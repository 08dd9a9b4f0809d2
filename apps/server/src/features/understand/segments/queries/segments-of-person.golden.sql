SELECT arrayFilter(id -> id != '', [
    if((arrayExists(trait -> ifNull(if(startsWith(trait, '['), arrayExists(element -> ((element IN {p0:Array(String)})), JSONExtract(assumeNotNull(trait), 'Array(String)')), ((trait IN {p1:Array(String)}))), 0), [argMaxIf(JSONExtract(properties, {p2:String}, 'Nullable(String)'), (ts, message_id), type = 'identify')])) AND (countIf(event = {p3:String} AND (ts >= {p4:DateTime64(3, 'UTC')}) AND (ifNull(if(startsWith(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p6:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p8:String}, 'Nullable(String)') = {p9:String}), 0))) >= {p10:Int64}) AND (NOT (profile_key IN (SELECT profile_key FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p11:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p12:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p13:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p14:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p15:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p16:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p17:String}, 'Nullable(String)'), '')), {p18:String}) AS order_currency
    FROM events
    WHERE project_id = {p19:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key = {p20:UInt64} UNION ALL SELECT {p21:UInt64}
  ) AND dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) = {p22:UInt64}
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0))
      WHERE 1 GROUP BY profile_key HAVING NOT (count() = {p23:Int64})))), {p24:String}, '')]) AS segments
  FROM (SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key FROM events
    WHERE project_id = {p25:String} AND type NOT IN {p26:Array(String)} AND person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key = {p27:UInt64} UNION ALL SELECT {p28:UInt64}
  ) AND dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) = {p29:UInt64})
  GROUP BY profile_key
