SELECT toUInt8(is_now) AS is_now, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  if(grouping(paid_in) = 1, '', paid_in) AS currency,
  toUInt32(count()) AS orders, toUInt32(uniqExact(profile_key)) AS buyers, toString(sum(paid)) AS total
FROM (
  SELECT currency AS paid_in, total AS paid, profile_key, ts >= {p0:DateTime64(3, 'UTC')} AS is_now,
  if(is_now, toInt16(intDiv(toInt32(toDate32(ts, {p1:String})) - {p2:Int64}, 7)), toInt16(intDiv(toInt32(toDate32(ts, {p3:String})) - {p4:Int64}, 7))) AS bucket_index
  FROM (SELECT *, placed_at AS ts FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p5:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p6:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p7:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p8:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p9:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p10:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p11:String}, 'Nullable(String)'), '')), {p12:String}) AS order_currency
    FROM events
    WHERE project_id = {p13:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND (project_id = {p14:String})
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)) WHERE placed_at >= {p15:DateTime64(3, 'UTC')} AND placed_at < {p16:DateTime64(3, 'UTC')})
)
GROUP BY GROUPING SETS ((is_now, bucket_index, paid_in), (is_now, bucket_index), (is_now, paid_in), (is_now))
