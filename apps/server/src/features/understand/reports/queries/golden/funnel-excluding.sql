SELECT [countIf(level >= 1), countIf(level >= 2)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt.3) - toFloat64(attempt.1), level >= 2)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt.3) - toFloat64(attempt.1), level >= 2)] AS medians
FROM (SELECT intDiv(best_score, 2) AS level, chains[best] AS attempt
FROM (
  SELECT arrayReverseFill(time -> time != 0, arrayMap(token -> if(bitAnd(token, 63) = 1, bitShiftRight(token, 6) + 1, toUInt64(0)), tokens)) AS exclusion_0,
    arrayReverseFill(chain -> chain.1 != 0, arrayMap((token) -> if(bitAnd(token, 63) = 3, tuple(bitShiftRight(token, 6) + 1), tuple(toUInt64(0))), tokens)) AS chain_2,
    arrayMap((token, excluded_0, rest) -> tuple(bitShiftRight(token, 6) + 1, excluded_0, rest.1), arrayFilter(token -> bitAnd(token, 63) = 2, tokens), arrayFilter((kept, token) -> bitAnd(token, 63) = 2, exclusion_0, tokens), arrayFilter((kept, token) -> bitAnd(token, 63) = 2, chain_2, tokens)) AS chains,
    arrayMap((chain, crossed) -> if(isInfinite(crossed), 2 * (1 + (chain.3 != 0 AND chain.3 <= chain.1 + {p0:Int64})) + 1, 2 * least(1 + (chain.3 != 0 AND chain.3 <= chain.1 + {p1:Int64}), (1 AND chain.1 <= crossed) + ((chain.3 != 0 AND chain.3 <= chain.1 + {p2:Int64}) AND chain.3 <= crossed) + 1)),
      chains, arrayMap(chain -> arrayMin([if(chain.2 != 0 AND 1 AND chain.2 < if((chain.3 != 0 AND chain.3 <= chain.1 + {p3:Int64}), chain.3, chain.1 + {p4:Int64} + 1), toFloat64(chain.2), inf), inf]), chains)) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - {p5:Int64}), 6), multiIf(event = {p6:String}, 1, event = {p7:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p8:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p9:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p10:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p11:String}, 'Nullable(String)') = {p12:String}), 0)), 2, event = {p13:String}, 3, 0)))) AS tokens
    FROM events 
    WHERE (project_id = {p14:String}) AND ts >= {p15:DateTime64(3, 'UTC')} AND ts < {p16:DateTime64(3, 'UTC')} AND (((event = {p17:String}) OR (event = {p18:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p19:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p20:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p21:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p22:String}, 'Nullable(String)') = {p23:String}), 0))) OR (event = {p24:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains) AND best_score % 2 = 1)
