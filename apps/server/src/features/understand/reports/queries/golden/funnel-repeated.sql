SELECT [countIf(level >= 1), countIf(level >= 2), countIf(level >= 3)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt.2) - toFloat64(attempt.1), level >= 2), avgIf(toFloat64(attempt.3) - toFloat64(attempt.2), level >= 3)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt.2) - toFloat64(attempt.1), level >= 2), quantileExactInclusiveIf(0.5)(toFloat64(attempt.3) - toFloat64(attempt.2), level >= 3)] AS medians
FROM (SELECT best_score AS level, chains[best] AS attempt
FROM (
  SELECT arrayReverseFill(chain -> chain.1 != 0, arrayMap((token) -> if(bitTest(token.4, 2), tuple(token.1 + 1), tuple(toUInt64(0))), tokens)) AS chain_3,
    arrayReverseFill(chain -> chain.1 != 0, arrayMap((token, rest) -> if(bitTest(token.4, 1), tuple(token.1 + 1, rest.1), tuple(toUInt64(0), toUInt64(0))), tokens, arrayPushBack(arrayPopFront(chain_3), tuple(toUInt64(0))))) AS chain_2,
    arrayMap((token, rest) -> tuple(token.1 + 1, rest.1, rest.2), arrayFilter(token -> bitTest(token.4, 0), tokens), arrayFilter((kept, token) -> bitTest(token.4, 0), arrayPushBack(arrayPopFront(chain_2), tuple(toUInt64(0), toUInt64(0))), tokens)) AS chains,
    arrayMap(chain -> 1 + (chain.2 != 0 AND chain.2 <= chain.1 + {p0:Int64}) + (chain.3 != 0 AND chain.3 <= chain.1 + {p1:Int64}), chains) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray((toUInt64(toUnixTimestamp64Milli(ts) - {p2:Int64}), toUInt8(1), seq, bitShiftLeft(toUInt32(event = {p3:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p4:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p5:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p7:String}, 'Nullable(String)') = {p8:String}), 0))), 0) + bitShiftLeft(toUInt32(event = {p9:String}), 1) + bitShiftLeft(toUInt32(event = {p10:String}), 2)))) AS tokens
    FROM events 
    WHERE (project_id = {p11:String}) AND ts >= {p12:DateTime64(3, 'UTC')} AND ts < {p13:DateTime64(3, 'UTC')} AND (((event = {p14:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p15:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p16:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p17:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p18:String}, 'Nullable(String)') = {p19:String}), 0))) OR (event = {p20:String}) OR (event = {p21:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains))
