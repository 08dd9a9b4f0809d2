SELECT toInt32(metric) AS metric, toInt32(band) AS band, toUInt32(count()) AS sessions,
  toUInt32(countIf(pages = 1)) AS bounced, toUInt32(countIf(converted)) AS converted, toUInt32(countIf(spent > 0)) AS ordered,
  avg(spent) AS money, ifNotFinite(stddevSamp(spent), NULL) AS deviation
FROM (
  SELECT metric, multiIf(metric = 0 OR value < 0, 0, value <= {p0:Array(Float64)}[metric], 1, value > {p1:Array(Float64)}[metric], 3, 2) AS band, pages, converted, spent
  FROM (
    SELECT pages, converted, toFloat64(ifNull(orders.spent, 0)) AS spent, [0., if(empty(arrayFilter(one -> one.3 = 1, of_first)), -1., arrayLast(one -> one.6 = arrayFilter(one -> one.3 = 1, of_first)[1].6, arrayFilter(one -> one.3 = 1, of_first)).4), if(empty(arrayFilter(one -> one.3 = 2, of_first)), -1., arrayLast(one -> one.6 = arrayFilter(one -> one.3 = 2, of_first)[1].6, arrayFilter(one -> one.3 = 2, of_first)).4), if(empty(arrayFilter(one -> one.3 = 3, of_first)), -1., arrayLast(one -> one.6 = arrayFilter(one -> one.3 = 3, of_first)[1].6, arrayFilter(one -> one.3 = 3, of_first)).4), if(empty(arrayFilter(one -> one.3 = 4, of_first)), -1., arrayLast(one -> one.6 = arrayFilter(one -> one.3 = 4, of_first)[1].6, arrayFilter(one -> one.3 = 4, of_first)).4), if(empty(arrayFilter(one -> one.3 = 5, of_first)), -1., arrayLast(one -> one.6 = arrayFilter(one -> one.3 = 5, of_first)[1].6, arrayFilter(one -> one.3 = 5, of_first)).4)] AS values
    FROM (SELECT profile, session, pages, converted,
    arrayFilter(one -> one.5 = first_path, arraySort(measured)) AS of_first
  FROM (
    SELECT profile, session,
      countIf(on_page) AS pages,
      argMinIf(path, (ts, seq), on_page) AS first_path,
      countIf(event = {p2:String}) > 0 AS converted,
      groupArrayIf((ts, seq, metric, value, measured_path, view), metric > 0) AS measured
    FROM (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, session_id AS session, ts, seq, event, path, type IN ('page', 'screen') AS on_page,
        if((event = {p3:String} AND toUInt8(indexOf({p4:Array(String)}, upper(ifNull(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), NULL) >= 0, 0)), toUInt8(indexOf({p8:Array(String)}, upper(ifNull(JSONExtract(properties, {p9:String}, 'Nullable(String)'), '')))), 0) AS metric, if((event = {p10:String} AND toUInt8(indexOf({p11:Array(String)}, upper(ifNull(JSONExtract(properties, {p12:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p13:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p14:String}, 'Nullable(String)')), NULL) >= 0, 0)), assumeNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p15:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p16:String}, 'Nullable(String)')), NULL)), 0) AS value,
        if((event = {p17:String} AND toUInt8(indexOf({p18:Array(String)}, upper(ifNull(JSONExtract(properties, {p19:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p20:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p21:String}, 'Nullable(String)')), NULL) >= 0, 0)), ifNull(nullIf(JSONExtract(properties, {p22:String}, 'Nullable(String)'), ''), path), '') AS measured_path, if((event = {p23:String} AND toUInt8(indexOf({p24:Array(String)}, upper(ifNull(JSONExtract(properties, {p25:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p26:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p27:String}, 'Nullable(String)')), NULL) >= 0, 0)), sipHash64(ifNull(nullIf(JSONExtract(properties, {p28:String}, 'Nullable(String)'), ''), message_id)), 0) AS view
      FROM events
      WHERE (project_id = {p29:String}) AND ts >= {p30:DateTime64(3, 'UTC')} AND ts < {p31:DateTime64(3, 'UTC')}
        AND (type IN ('page', 'screen') OR event = {p32:String} OR event = {p33:String})
    )
    GROUP BY profile, session
    HAVING pages > 0 AND match(first_path, {p34:String})
  )) AS visits
    LEFT ANY JOIN (
      SELECT profile, session, sum(total) AS spent FROM (SELECT placing.profile AS profile, placing.session AS session, placed.currency AS currency, placed.total AS total
  FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxIf(order_currency, (ts, message_id), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p35:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, message_id), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, message_id,
      ifNull(nullIf(JSONExtract(properties, {p36:String}, 'Nullable(String)'), ''), concat('event ', message_id)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(properties, {p37:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(properties, {p38:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(properties, {p39:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(properties, {p40:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(properties, {p41:String}, 'Nullable(String)'), '')), {p42:String}) AS order_currency
    FROM events
    WHERE project_id = {p43:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND 1
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)) AS placed
  INNER JOIN (
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, ts AS at, min(session_id) AS session FROM events
    WHERE (project_id = {p44:String}) AND ts >= {p45:DateTime64(3, 'UTC')} AND ts < {p46:DateTime64(3, 'UTC')} AND event = 'Order Completed'
    GROUP BY profile, at
  ) AS placing ON placing.profile = placed.profile_key AND placing.at = placed.placed_at
  WHERE placed.placed_at >= {p47:DateTime64(3, 'UTC')} AND placed.placed_at < {p48:DateTime64(3, 'UTC')})
      WHERE currency = {p49:String} GROUP BY profile, session
    ) AS orders ON orders.profile = visits.profile AND orders.session = visits.session
  )
  ARRAY JOIN values AS value, arrayEnumerate(values) AS place, arrayMap(at -> at - 1, arrayEnumerate(values)) AS metric
)
GROUP BY metric, band
ORDER BY metric, band
