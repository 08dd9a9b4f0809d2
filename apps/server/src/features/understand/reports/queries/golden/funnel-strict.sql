SELECT [countIf(level >= 1), countIf(level >= 2)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt.4) - toFloat64(attempt.1), level >= 2)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt.4) - toFloat64(attempt.1), level >= 2)] AS medians
FROM (SELECT intDiv(best_score, 2) AS level, chains[best] AS attempt
FROM (
  SELECT arrayPushBack(arrayPopFront(arrayMap(token -> toUInt64(bitAnd(token.4, 1)), tokens)), toUInt64(0)) AS exclusion_0,
    arrayPushBack(arrayPopFront(arrayMap(token -> token.1 + 1, tokens)), toUInt64(0)) AS exclusion_1,
    arrayMap((token) -> if(bitTest(token.4, 2), tuple(token.1 + 1), tuple(toUInt64(0))), tokens) AS chain_2,
    arrayMap((token, excluded_0, excluded_1, rest) -> tuple(token.1 + 1, excluded_0, excluded_1, rest.1), arrayFilter(token -> bitTest(token.4, 1), tokens), arrayFilter((kept, token) -> bitTest(token.4, 1), exclusion_0, tokens), arrayFilter((kept, token) -> bitTest(token.4, 1), exclusion_1, tokens), arrayFilter((kept, token) -> bitTest(token.4, 1), arrayPushBack(arrayPopFront(chain_2), tuple(toUInt64(0))), tokens)) AS chains,
    arrayMap(chain -> 2 * (1 + (chain.4 != 0 AND chain.4 <= chain.1 + {p0:Int64})) + if((((1) AND (NOT (chain.4 != 0 AND chain.4 <= chain.1 + {p1:Int64})) AND (bitAnd(chain.2, 1) != 0) AND (chain.3 <= chain.1 + {p2:Int64}))), 0, 1), chains) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray((toUInt64(toUnixTimestamp64Milli(ts) - {p3:Int64}), toUInt8(1), seq, bitShiftLeft(toUInt32(event = {p4:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p6:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p8:String}, 'Nullable(String)') = {p9:String}), 0))), 1) + bitShiftLeft(toUInt32(event = {p10:String}), 2) + bitShiftLeft(toUInt32(event = {p11:String}), 0)))) AS tokens
    FROM events 
    WHERE (project_id = {p12:String}) AND ts >= {p13:DateTime64(3, 'UTC')} AND ts < {p14:DateTime64(3, 'UTC')} AND ((type NOT IN {p15:Array(String)}) AND (dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) FROM events WHERE (project_id = {p16:String}) AND ts >= {p17:DateTime64(3, 'UTC')} AND ts < {p18:DateTime64(3, 'UTC')} AND event = {p19:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p20:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p21:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p22:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p23:String}, 'Nullable(String)') = {p24:String}), 0)))))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains) AND best_score % 2 = 1)
