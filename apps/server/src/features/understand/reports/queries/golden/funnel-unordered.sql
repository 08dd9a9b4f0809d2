SELECT [countIf(level >= 1), countIf(level >= 2)] AS counts,
  [CAST(nan, 'Float64'), avgIf(toFloat64(attempt[2]) - toFloat64(attempt[1]), level >= 2)] AS averages,
  [CAST(nan, 'Float64'), quantileExactInclusiveIf(0.5)(toFloat64(attempt[2]) - toFloat64(attempt[1]), level >= 2)] AS medians
FROM (SELECT intDiv(best_score, 2) AS level, chains[best] AS attempt
FROM (
  SELECT arrayMap(token -> bitShiftRight(token, 6) + 1, arrayFilter(token -> bitAnd(token, 63) = 1, tokens)) AS exclusion_0,
    arrayReverseFill(time -> time != 0, arrayMap(token -> if(bitAnd(token, 63) = 2, bitShiftRight(token, 6) + 1, toUInt64(0)), tokens)) AS next_1,
    arrayReverseFill(time -> time != 0, arrayMap(token -> if(bitAnd(token, 63) = 3, bitShiftRight(token, 6) + 1, toUInt64(0)), tokens)) AS next_2,
    arrayMap((start, time_1, time_2) -> arraySort(arrayFilter(time -> time != 0 AND time <= bitShiftRight(start, 6) + 1 + {p0:Int64}, [time_1, time_2])), arrayFilter(token -> bitAnd(token, 63) >= 2, tokens), arrayFilter((time, token) -> bitAnd(token, 63) >= 2, next_1, tokens), arrayFilter((time, token) -> bitAnd(token, 63) >= 2, next_2, tokens)) AS chains,
    arrayMap((found, crossed) -> if(isInfinite(crossed), 2 * toInt32(length(found)) + 1, 2 * least(toInt32(length(found)), toInt32(arrayCount(time -> time <= crossed, found)) + 1)),
      chains, arrayMap(found -> arrayMin([if(length(found) >= 1 AND arrayFirst(excluded -> excluded > found[1] AND excluded < if(length(found) >= 2, found[2], found[1] + {p1:Int64} + 1), exclusion_0) != 0, toFloat64(arrayFirst(excluded -> excluded > found[1] AND excluded < if(length(found) >= 2, found[2], found[1] + {p2:Int64} + 1), exclusion_0)), inf), inf]), chains)) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best
  FROM (
    SELECT arraySort(groupArray(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - {p3:Int64}), 6), multiIf(event = {p4:String}, 1, event = {p5:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p6:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p7:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p8:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p9:String}, 'Nullable(String)') = {p10:String}), 0)), 2, event = {p11:String}, 3, 0)))) AS tokens
    FROM events 
    WHERE (project_id = {p12:String}) AND ts >= {p13:DateTime64(3, 'UTC')} AND ts < {p14:DateTime64(3, 'UTC')} AND (((event = {p15:String}) OR (event = {p16:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p17:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p18:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p19:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p20:String}, 'Nullable(String)') = {p21:String}), 0))) OR (event = {p22:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains) AND best_score % 2 = 1)
