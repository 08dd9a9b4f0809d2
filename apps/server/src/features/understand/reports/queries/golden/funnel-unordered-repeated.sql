SELECT [countIf(level >= 1), countIf(level >= 2), countIf(level >= 3)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt[2]) - toFloat64(attempt[1]), level >= 2), avgIf(toFloat64(attempt[3]) - toFloat64(attempt[2]), level >= 3)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt[2]) - toFloat64(attempt[1]), level >= 2), quantileExactInclusiveIf(0.5)(toFloat64(attempt[3]) - toFloat64(attempt[2]), level >= 3)] AS medians
FROM (SELECT best_score AS level, chains[best] AS attempt
FROM (
  SELECT arraySlice(arrayFilter(token -> bitShiftRight(token.4, 0) != 0, tokens), 1, 500) AS steps_only,
    arrayMap(start -> arrayFold((state, token) -> if(
      token.1 + 1 <= steps_only[start].1 + 1 + {p0:Int64} AND multiIf(bitTest(token.4, 0) AND NOT has(state.2, 1), 1, bitTest(token.4, 1) AND NOT has(state.2, 2), 2, bitTest(token.4, 2) AND NOT has(state.2, 3), 3, 0) != 0,
      (arrayPushBack(state.1, token.1 + 1), arrayPushBack(state.2, toUInt8(multiIf(bitTest(token.4, 0) AND NOT has(state.2, 1), 1, bitTest(token.4, 1) AND NOT has(state.2, 2), 2, bitTest(token.4, 2) AND NOT has(state.2, 3), 3, 0)))), state),
      arraySlice(steps_only, start), (emptyArrayUInt64(), emptyArrayUInt8())).1, arrayEnumerate(steps_only)) AS chains,
    arrayMap(found -> toInt32(length(found)), chains) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray((toUInt64(toUnixTimestamp64Milli(ts) - {p1:Int64}), toUInt8(1), seq, bitShiftLeft(toUInt32(event = {p2:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p3:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p4:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p6:String}, 'Nullable(String)') = {p7:String}), 0))), 0) + bitShiftLeft(toUInt32(event = {p8:String}), 1) + bitShiftLeft(toUInt32(event = {p9:String}), 2)))) AS tokens
    FROM events 
    WHERE (project_id = {p10:String}) AND ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND (((event = {p13:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p14:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p15:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p16:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p17:String}, 'Nullable(String)') = {p18:String}), 0))) OR (event = {p19:String}) OR (event = {p20:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains))
