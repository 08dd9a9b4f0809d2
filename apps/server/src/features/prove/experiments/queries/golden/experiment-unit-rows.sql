INSERT INTO {p0:Identifier}
SELECT any(cell) AS cell, any(exposed) AS exposed,
  countIf(foreign_money AND at >= 0) AS foreign_orders,
  sumIf(money, o0 AND at >= 0) AS s0,
  sumIf(money, o0 AND at < 0 AND at >= {p1:Int64}) AS s1,
  countIf(m0 AND isNotNull(n0) AND at >= 0) AS s2,
  sumIf(assumeNotNull(n0), m0 AND isNotNull(n0) AND at >= 0) AS s3,
  minIf(at, m1 AND at >= 0 AND at < {p2:Int64}) AS s4,
  countIf(m1 AND at >= 0 AND at < {p3:Int64}) AS s5
FROM (
  SELECT x.unit AS unit, cell, exposed, r.at - exposed AS at, r.* EXCEPT (unit, at)
  FROM (
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS unit, toUnixTimestamp64Milli(ts) AS at, seq, toUInt8(event = {p4:String}) AS m0, toUInt8(event = {p5:String}) AS m1, if(m0, if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), NULL), NULL) AS n0, toUInt8(0) AS o0, toFloat64(0) AS money, toUInt8(0) AS foreign_money
    FROM events
    WHERE project_id = {p8:String} AND 1 AND person_key != 0 AND 1 AND ts >= {p9:DateTime64(3, 'UTC')} AND ts < {p10:DateTime64(3, 'UTC')}
      AND event IN {p11:Array(String)}
      AND ((m0) OR (m1))
    UNION ALL
    SELECT profile_key AS unit, toUnixTimestamp64Milli(placed_at) AS at, toUInt64(0) AS seq,
      toUInt8(0) AS m0, toUInt8(0) AS m1, CAST(NULL, 'Nullable(Float64)') AS n0, toUInt8(1) AS o0, if(currency = {p12:String}, toFloat64(total), 0) AS money, toUInt8(NOT (currency = {p13:String})) AS foreign_money
    FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p14:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p15:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p16:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p17:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p18:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p19:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p20:String}, 'Nullable(String)'), '')), {p21:String}) AS order_currency
    FROM events
    WHERE project_id = {p22:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND ts >= {p23:DateTime64(3, 'UTC')} AND ts < {p24:DateTime64(3, 'UTC')} AND 1
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0))
    WHERE 1
  ) AS r
  RIGHT JOIN (
    SELECT unit, toInt64(bitShiftRight(min(first), 64)) AS exposed, if(minIf(armed, armed > 0) = max(armed), toUInt64(min(first)), bitAnd(toUInt64(min(first)), bitNot(toUInt64(15)))) + bitShiftLeft(toUInt64(min(known) < exposed - {p25:Int64}), 20) AS cell
  FROM (
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS unit, toUInt8(transform(exposed_variation, {p26:Array(String)}, {p27:Array(Float64)}, 0.)) AS armed, bitShiftLeft(toUInt128(toUnixTimestamp64Milli(ts)), 64) + toUInt128(toUInt64(armed) + bitShiftLeft(toUInt64(toUInt8(if(exposed_phase <= 1, exposed_phase, multiIf(toUnixTimestamp64Milli(ts) >= {p28:Int64}, 1, 0)))), 4) + bitShiftLeft(toUInt64(toUInt8(transform(device_type, {p29:Array(String)}, {p30:Array(Float64)}, 0.))), 12) + bitShiftLeft(toUInt64(toUInt8(transform(channel, {p31:Array(String)}, {p32:Array(Float64)}, 0.))), 16) + bitShiftLeft(toUInt64(if(length(country) = 2, reinterpretAsUInt16(country), 0)), 21)) AS first, toInt64(9223372036854775807) AS known
    FROM events
    WHERE project_id = {p33:String} AND 1 AND event = {p34:String} AND exposed_experiment = {p35:String} AND ts >= {p36:DateTime64(3, 'UTC')} AND ts < {p37:DateTime64(3, 'UTC')}
      AND device_type != 'bot' AND armed > 0 AND person_key != 0 AND 1
    UNION ALL
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS unit, toUInt8(0) AS armed, bitNot(toUInt128(0)) AS first, toUnixTimestamp64Milli(first_seen) AS known
    FROM people WHERE project_id = {p38:String} AND 1 AND 1
  )
  GROUP BY unit
  HAVING max(armed) > 0
  ) AS x ON r.unit = x.unit
)
GROUP BY unit
SETTINGS max_threads = 1, min_insert_block_size_bytes = 32000000, max_bytes_before_external_group_by = 200000000
