SELECT
  count() AS active,
  countIf(notEmpty(steps)) AS people,
  sum(person_unmapped) AS unmapped,
  sumForEach(arrayMap(at -> toUInt64(at > 0), firsts)) AS stage_people,
  sumForEach([length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 1, step_visits, steps))),
    length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 2, step_visits, steps))),
    length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 3, step_visits, steps))),
    length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 4, step_visits, steps))),
    length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 5, step_visits, steps))),
    length(arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 6, step_visits, steps)))]) AS stage_visits,
  sumForEach(arrayMap(at -> toUInt64(at > 0), nexts)) AS onward,
  sumForEach(arrayMap(stage -> toUInt64(notEmpty(steps) AND bitAnd(bitShiftRight(steps[-1], 13), 7) = stage), [1, 2, 3, 4, 5, 6])) AS ended,
  [ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[1], 16) - bitShiftRight(firsts[1], 16)), nexts[1] > 0), NULL),
    ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[2], 16) - bitShiftRight(firsts[2], 16)), nexts[2] > 0), NULL),
    ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[3], 16) - bitShiftRight(firsts[3], 16)), nexts[3] > 0), NULL),
    ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[4], 16) - bitShiftRight(firsts[4], 16)), nexts[4] > 0), NULL),
    ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[5], 16) - bitShiftRight(firsts[5], 16)), nexts[5] > 0), NULL),
    ifNotFinite(quantileExactInclusiveIf(0.5)(toFloat64(bitShiftRight(nexts[6], 16) - bitShiftRight(firsts[6], 16)), nexts[6] > 0), NULL)] AS waits,
  sum(length(arrayIntersect(landing_visits, page_visits))) AS landed,
  sum(length(arrayIntersect(landing_visits, single_page_visits))) AS bounced,
  sumMap(codes, arrayResize([toUInt64(1)], length(codes), toUInt64(1))) AS events,
  sumMap(arrayDistinct(codes), arrayResize([toUInt64(1)], length(arrayDistinct(codes)), toUInt64(1))) AS touched,
  sumMap(code_visits, arrayResize([toUInt64(1)], length(code_visits), toUInt64(1))) AS visits
FROM (
  SELECT *,
    [if(firsts[1] = 0, 0, arrayFirst(x -> x > firsts[1] AND bitAnd(bitShiftRight(x, 13), 7) > 1, steps)),
    if(firsts[2] = 0, 0, arrayFirst(x -> x > firsts[2] AND bitAnd(bitShiftRight(x, 13), 7) > 2, steps)),
    if(firsts[3] = 0, 0, arrayFirst(x -> x > firsts[3] AND bitAnd(bitShiftRight(x, 13), 7) > 3, steps)),
    if(firsts[4] = 0, 0, arrayFirst(x -> x > firsts[4] AND bitAnd(bitShiftRight(x, 13), 7) > 4, steps)),
    if(firsts[5] = 0, 0, arrayFirst(x -> x > firsts[5] AND bitAnd(bitShiftRight(x, 13), 7) > 5, steps)),
    if(firsts[6] = 0, 0, arrayFirst(x -> x > firsts[6] AND bitAnd(bitShiftRight(x, 13), 7) > 6, steps))] AS nexts
  FROM (
    SELECT
      person_unmapped, steps, step_visits, codes,
      arrayMap(pair -> pair.1, arrayDistinct(arrayFilter(pair -> pair.2 != 0, arrayZip(codes, step_visits)))) AS code_visits,
      [arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 1, steps),
    arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 2, steps),
    arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 3, steps),
    arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 4, steps),
    arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 5, steps),
    arrayFirst(x -> bitAnd(bitShiftRight(x, 13), 7) = 6, steps)] AS firsts,
      arrayDistinct(arrayFilter((v, x) -> v != 0 AND bitAnd(bitShiftRight(x, 13), 7) = 1, step_visits, steps)) AS landing_visits,
      arrayDistinct(sorted_pages) AS page_visits,
      arrayFilter((v, before, after) -> v != before AND v != after, sorted_pages,
        arrayShiftRight(sorted_pages, 1, toUInt32(0)), arrayShiftLeft(sorted_pages, 1, toUInt32(0))) AS single_page_visits
    FROM (
      SELECT
        person_unmapped,
        arraySort(pages) AS sorted_pages,
        arrayMap(pair -> pair.1, sorted) AS steps,
        arrayMap(pair -> pair.2, sorted) AS step_visits,
        arrayMap(pair -> toUInt16(bitAnd(pair.1, 8191)), sorted) AS codes
      FROM (
        SELECT
          countIf(touchpoint = 0) AS person_unmapped,
          arraySort(groupArrayIf((bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - toUnixTimestamp64Milli({p0:DateTime64(3, 'UTC')})), 16), code), visit), touchpoint > 0)) AS sorted,
          groupArrayIf(visit, visit != 0 AND type IN ('page', 'screen')) AS pages
        FROM (SELECT profile, visit, ts, type,
      CAST({p1:Array(Float64)}, 'Array(UInt16)')[rule + 1] AS touchpoint,
      toUInt64(bitOr(bitOr(bitShiftLeft(toUInt16(CAST({p2:Array(Float64)}, 'Array(UInt8)')[rule + 1]), 13), bitShiftLeft(toUInt16(touchpoint), 4)),
        transform(channel, {p3:Array(String)}, arrayMap(i -> toUInt16(i), range(1, 11)), toUInt16(0)))) AS code
    FROM (SELECT *, multiIf(
      (event IN {p4:Array(String)}) AND (ts <= past.order_at) AND ((ifNull(if(startsWith(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p6:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p8:String}, 'Nullable(String)') = {p9:String}), 0))), {p10:Int64},
      (visit != 0 AND (
  visit = past.sign_up_visit AND ts > past.sign_up_at OR visit = used.use_visit AND ts > past.order_at)), {p11:Int64},
      (((path LIKE {p12:String}))) AND (visit != 0 AND visit = past.first_visit), {p13:Int64}, 0) AS rule
  FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p14:String} AND ts < {p15:DateTime64(3, 'UTC')} AND type NOT IN {p16:Array(String)} AND 1 AND ts >= {p17:DateTime64(3, 'UTC')} AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store')) AND NOT (((event IN {p18:Array(String)})))
  UNION ALL SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p19:String} AND ts < {p20:DateTime64(3, 'UTC')} AND type NOT IN {p21:Array(String)} AND 1 AND ts >= {p22:DateTime64(3, 'UTC')} AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store')) AND (((event IN {p23:Array(String)})))
  UNION ALL SELECT * FROM (SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - {p24:Int64}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p25:Int64} AS opens
    FROM events WHERE project_id = {p26:String} AND ts < {p27:DateTime64(3, 'UTC')} AND type NOT IN {p28:Array(String)} AND 1 AND session_id = '' AND channel IN ('web', 'ios', 'android', 'store')
  )) WHERE ts >= {p29:DateTime64(3, 'UTC')} AND 1) AS happened
  LEFT ANY JOIN (SELECT
    profile AS past_profile,
    argMinIf(visit, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq, visit != 0 AND channel IN ('web', 'ios', 'android', 'store')) AS first_visit,
    if(countIf(event = 'Order Completed') = 0, toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), minIf(ts, event = 'Order Completed')) AS order_at,
    if(countIf(event IN ('Signed Up', 'Trial Started')) = 0, toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), minIf(ts, event IN ('Signed Up', 'Trial Started'))) AS sign_up_at,
    argMinIf(visit, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq, event IN ('Signed Up', 'Trial Started')) AS sign_up_visit
  FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p30:String} AND ts < {p31:DateTime64(3, 'UTC')} AND type NOT IN {p32:Array(String)} AND 1 AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store'))
  UNION ALL SELECT * FROM (SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - {p33:Int64}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p34:Int64} AS opens
    FROM events WHERE project_id = {p35:String} AND ts < {p36:DateTime64(3, 'UTC')} AND type NOT IN {p37:Array(String)} AND 1 AND session_id = '' AND channel IN ('web', 'ios', 'android', 'store')
  )) WHERE 1) GROUP BY profile) AS past ON past.past_profile = profile
  LEFT ANY JOIN (SELECT visits.profile AS used_profile, argMin(visits.visit, visits.place) AS use_visit
  FROM (
    SELECT profile, visit, min(ts) AS began, min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq) AS place FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p38:String} AND ts < {p39:DateTime64(3, 'UTC')} AND type NOT IN {p40:Array(String)} AND 1 AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store'))
  UNION ALL SELECT * FROM (SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - {p41:Int64}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p42:Int64} AS opens
    FROM events WHERE project_id = {p43:String} AND ts < {p44:DateTime64(3, 'UTC')} AND type NOT IN {p45:Array(String)} AND 1 AND session_id = '' AND channel IN ('web', 'ios', 'android', 'store')
  )) WHERE 1)
    WHERE visit != 0 AND channel IN ('web', 'ios', 'android', 'store') AND profile IN (SELECT buyer FROM (SELECT profile AS buyer, min(ts) AS bought FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p46:String} AND ts < {p47:DateTime64(3, 'UTC')} AND type NOT IN {p48:Array(String)} AND 1 AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store'))
  UNION ALL SELECT * FROM (SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - {p49:Int64}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p50:Int64} AS opens
    FROM events WHERE project_id = {p51:String} AND ts < {p52:DateTime64(3, 'UTC')} AND type NOT IN {p53:Array(String)} AND 1 AND session_id = '' AND channel IN ('web', 'ios', 'android', 'store')
  )) WHERE 1) WHERE event = 'Order Completed' GROUP BY profile)) GROUP BY profile, visit
  ) AS visits
  INNER JOIN (SELECT profile AS buyer, min(ts) AS bought FROM (SELECT * REPLACE ('' AS properties, '' AS context), dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit FROM events WHERE project_id = {p54:String} AND ts < {p55:DateTime64(3, 'UTC')} AND type NOT IN {p56:Array(String)} AND 1 AND 1 AND (session_id != '' OR NOT channel IN ('web', 'ios', 'android', 'store'))
  UNION ALL SELECT * FROM (SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - {p57:Int64}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p58:Int64} AS opens
    FROM events WHERE project_id = {p59:String} AND ts < {p60:DateTime64(3, 'UTC')} AND type NOT IN {p61:Array(String)} AND 1 AND session_id = '' AND channel IN ('web', 'ios', 'android', 'store')
  )) WHERE 1) WHERE event = 'Order Completed' GROUP BY profile) AS orders ON orders.buyer = visits.profile
  WHERE visits.began > orders.bought GROUP BY visits.profile) AS used ON used.used_profile = profile))
        GROUP BY profile
      )
    )
  )
)
