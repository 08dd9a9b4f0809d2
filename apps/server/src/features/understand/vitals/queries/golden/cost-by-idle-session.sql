SELECT toInt32(metric) AS metric, toInt32(band) AS band, toUInt32(count()) AS sessions,
  toUInt32(countIf(pages = 1)) AS bounced, toUInt32(countIf(converted)) AS converted, toUInt32(countIf(spent > 0)) AS ordered,
  avg(spent) AS money, ifNotFinite(stddevSamp(spent), NULL) AS deviation
FROM (
  SELECT metric, multiIf(metric = 0 OR value < 0, 0, value <= {p0:Array(Float64)}[metric], 1, value > {p1:Array(Float64)}[metric], 3, 2) AS band, pages, converted, spent
  FROM (
    SELECT pages, converted, toFloat64(ifNull(orders.spent, 0)) AS spent, [0., if(empty(arrayFilter(one -> one.3 = 1, of_first)), -1., arrayLast((one, view) -> one.6 = view, arrayFilter(one -> one.3 = 1, of_first), arrayWithConstant(length(arrayFilter(one -> one.3 = 1, of_first)), arrayFilter(one -> one.3 = 1, of_first)[1].6)).4), if(empty(arrayFilter(one -> one.3 = 2, of_first)), -1., arrayLast((one, view) -> one.6 = view, arrayFilter(one -> one.3 = 2, of_first), arrayWithConstant(length(arrayFilter(one -> one.3 = 2, of_first)), arrayFilter(one -> one.3 = 2, of_first)[1].6)).4), if(empty(arrayFilter(one -> one.3 = 3, of_first)), -1., arrayLast((one, view) -> one.6 = view, arrayFilter(one -> one.3 = 3, of_first), arrayWithConstant(length(arrayFilter(one -> one.3 = 3, of_first)), arrayFilter(one -> one.3 = 3, of_first)[1].6)).4), if(empty(arrayFilter(one -> one.3 = 4, of_first)), -1., arrayLast((one, view) -> one.6 = view, arrayFilter(one -> one.3 = 4, of_first), arrayWithConstant(length(arrayFilter(one -> one.3 = 4, of_first)), arrayFilter(one -> one.3 = 4, of_first)[1].6)).4), if(empty(arrayFilter(one -> one.3 = 5, of_first)), -1., arrayLast((one, view) -> one.6 = view, arrayFilter(one -> one.3 = 5, of_first), arrayWithConstant(length(arrayFilter(one -> one.3 = 5, of_first)), arrayFilter(one -> one.3 = 5, of_first)[1].6)).4)] AS values
    FROM (SELECT profile, session, pages, converted,
    arrayFilter(one -> one.5 = first_path, arraySort(measured)) AS of_first
  FROM (
    SELECT profile, session,
      countIf(on_page) AS pages,
      argMinIf(path, (ts, seq), on_page) AS first_path,
      countIf(event = {p2:String}) > 0 AS converted,
      groupArrayIf((ts, seq, metric, value, measured_path, view), metric > 0 AND isFinite(value) AND value >= 0) AS measured
    FROM (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, session AS session, ts, seq, event, path, type IN ('page', 'screen') AS on_page,
        if(event = {p3:String}, properties, '') AS properties, JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said,
        toUInt8(indexOf({p4:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value, ifNull(nullIf(said.path, ''), path) AS measured_path, sipHash64(ifNull(nullIf(said.view_id, ''), message_id)) AS view
      FROM (
    SELECT *, session_id AS session FROM events WHERE project_id = {p5:String} AND ts >= {p6:DateTime64(3, 'UTC')} AND ts < {p7:DateTime64(3, 'UTC')} AND (1) AND session_id != ''
    UNION ALL
    SELECT * FROM (SELECT * EXCEPT (session_person, at, opens), concat('idle-', lower(hex(session_person)), '-', toString(
      maxIf(at, opens) OVER (PARTITION BY session_person ORDER BY ts, seq))) AS session
    FROM (
      SELECT *, toUnixTimestamp64Milli(ts) AS at,
        at - lagInFrame(at, 1, at - {p8:Int64}) OVER (
          PARTITION BY session_person ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p9:Int64} AS opens
      FROM (
        SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS session_person FROM events WHERE (1) AND project_id = {p10:String} AND ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND session_id = ''
      )
    ))
  )
      WHERE (project_id = {p13:String}) AND ts >= {p14:DateTime64(3, 'UTC')} AND ts < {p15:DateTime64(3, 'UTC')}
        AND (type IN ('page', 'screen') OR event = {p16:String} OR event = {p17:String})
    )
    GROUP BY profile, session
    HAVING pages > 0
  )) AS visits
    LEFT ANY JOIN (
      SELECT profile, session, sum(total) AS spent FROM (SELECT placing.profile AS profile, placing.session AS session, placed.currency AS currency, placed.total AS total
  FROM (SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), {p18:String}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total
  FROM (
    SELECT
      dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile_key, event, ts, order_message,
      ifNull(nullIf(JSONExtract(order_properties, {p19:String}, 'Nullable(String)'), ''), concat('event ', order_message)) AS order_key,
      coalesce(toDecimal128OrNull(JSONExtract(order_properties, {p20:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p21:String}, 'Nullable(String)'), 6), toDecimal128OrNull(JSONExtract(order_properties, {p22:String}, 'Nullable(String)'), 6)) AS amount,
      if(match(ifNull(JSONExtract(order_properties, {p23:String}, 'Nullable(String)'), ''), '^[A-Za-z]{3}$'), upper(ifNull(JSONExtract(order_properties, {p24:String}, 'Nullable(String)'), '')), {p25:String}) AS order_currency
    FROM events
    WHERE project_id = {p26:String}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND 1
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)) AS placed
  INNER JOIN (
    SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, ts AS at, min(session) AS session FROM (
    SELECT *, session_id AS session FROM events WHERE project_id = {p27:String} AND ts >= {p28:DateTime64(3, 'UTC')} AND ts < {p29:DateTime64(3, 'UTC')} AND (1) AND session_id != ''
    UNION ALL
    SELECT * FROM (SELECT * EXCEPT (session_person, at, opens), concat('idle-', lower(hex(session_person)), '-', toString(
      maxIf(at, opens) OVER (PARTITION BY session_person ORDER BY ts, seq))) AS session
    FROM (
      SELECT *, toUnixTimestamp64Milli(ts) AS at,
        at - lagInFrame(at, 1, at - {p30:Int64}) OVER (
          PARTITION BY session_person ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p31:Int64} AS opens
      FROM (
        SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS session_person FROM events WHERE (1) AND project_id = {p32:String} AND ts >= {p33:DateTime64(3, 'UTC')} AND ts < {p34:DateTime64(3, 'UTC')} AND session_id = ''
      )
    ))
  )
    WHERE (project_id = {p35:String}) AND ts >= {p36:DateTime64(3, 'UTC')} AND ts < {p37:DateTime64(3, 'UTC')} AND event = 'Order Completed'
    GROUP BY profile, at
  ) AS placing ON placing.profile = placed.profile_key AND placing.at = placed.placed_at
  WHERE placed.placed_at >= {p38:DateTime64(3, 'UTC')} AND placed.placed_at < {p39:DateTime64(3, 'UTC')})
      WHERE currency = {p40:String} GROUP BY profile, session
    ) AS orders ON orders.profile = visits.profile AND orders.session = visits.session
  )
  ARRAY JOIN values AS value, arrayEnumerate(values) AS place, arrayMap(at -> at - 1, arrayEnumerate(values)) AS metric
)
GROUP BY metric, band
ORDER BY metric, band
