SELECT [countIf(level >= 1), countIf(level >= 2)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt.2) - toFloat64(attempt.1), level >= 2)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt.2) - toFloat64(attempt.1), level >= 2)] AS medians
FROM (SELECT best_score AS level, chains[best] AS attempt
FROM (
  SELECT arrayReverseFill(chain -> chain.1 != 0, arrayMap((token) -> if(bitAnd(token, 63) = 2, tuple(bitShiftRight(token, 6) + 1), tuple(toUInt64(0))), tokens)) AS chain_2,
    arrayMap((token, rest) -> tuple(bitShiftRight(token, 6) + 1, rest.1), arrayFilter(token -> bitAnd(token, 63) = 1, tokens), arrayFilter((kept, token) -> bitAnd(token, 63) = 1, chain_2, tokens)) AS chains,
    arrayMap(chain -> 1 + (chain.2 != 0 AND chain.2 <= chain.1 + {p0:Int64}), chains) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - {p1:Int64}), 6), multiIf(event = {p2:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p3:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p4:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p6:String}, 'Nullable(String)') = {p7:String}), 0)), 1, event = {p8:String}, 2, 0)))) AS tokens
    FROM (
    SELECT *, session_id AS session FROM events WHERE project_id = {p9:String} AND ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')} AND (1) AND session_id != ''
    UNION ALL
    SELECT * FROM (SELECT * EXCEPT (session_person, at, opens), concat('idle-', lower(hex(session_person)), '-', toString(
      maxIf(at, opens) OVER (PARTITION BY session_person ORDER BY ts, seq))) AS session
    FROM (
      SELECT *, toUnixTimestamp64Milli(ts) AS at,
        at - lagInFrame(at, 1, at - {p12:Int64}) OVER (
          PARTITION BY session_person ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > {p13:Int64} AS opens
      FROM (
        SELECT *, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS session_person FROM events WHERE (1) AND project_id = {p14:String} AND ts >= {p15:DateTime64(3, 'UTC')} AND ts < {p16:DateTime64(3, 'UTC')} AND session_id = ''
      )
    ))
  ) 
    WHERE (project_id = {p17:String}) AND ts >= {p18:DateTime64(3, 'UTC')} AND ts < {p19:DateTime64(3, 'UTC')} AND (((event = {p20:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p21:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p22:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p23:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p24:String}, 'Nullable(String)') = {p25:String}), 0))) OR (event = {p26:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)), session
  )
)
WHERE notEmpty(chains))
