SELECT key
FROM (SELECT best_score AS level, chains[best] AS attempt, start_keys[best].2 AS key
FROM (
  SELECT arrayReverseFill(chain -> chain.1 != 0, arrayMap((token) -> if(bitAnd(token, 63) = 2, tuple(bitShiftRight(token, 6) + 1), tuple(toUInt64(0))), tokens)) AS chain_2,
    arrayMap((token, rest) -> tuple(bitShiftRight(token, 6) + 1, rest.1), arrayFilter(token -> bitAnd(token, 63) = 1, tokens), arrayFilter((kept, token) -> bitAnd(token, 63) = 1, chain_2, tokens)) AS chains,
    arrayMap(chain -> 1 + (chain.2 != 0 AND chain.2 <= chain.1 + {p0:Int64}), chains) AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best, start_keys
  FROM (
    SELECT arraySort(groupArray(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - {p1:Int64}), 6), multiIf(event = {p2:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p3:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p4:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p6:String}, 'Nullable(String)') = {p7:String}), 0)), 1, event = {p8:String}, 2, 0)))) AS tokens, arraySort(groupArrayIf((bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(ts) - {p9:Int64}), 6), multiIf(event = {p10:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p11:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p12:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p13:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p14:String}, 'Nullable(String)') = {p15:String}), 0)), 1, event = {p16:String}, 2, 0)), if(isNull(nullIf(toString(device_type), '')), 'none', concat('=', assumeNotNull(nullIf(toString(device_type), ''))))), event = {p17:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p18:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p19:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p20:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p21:String}, 'Nullable(String)') = {p22:String}), 0)))) AS start_keys
    FROM events 
    WHERE (project_id = {p23:String}) AND ts >= {p24:DateTime64(3, 'UTC')} AND ts < {p25:DateTime64(3, 'UTC')} AND (((event = {p26:String} AND (ifNull(if(startsWith(JSONExtract(properties, {p27:String}, 'Nullable(String)'), '['), arrayExists(element -> element = {p28:String}, JSONExtract(assumeNotNull(JSONExtract(properties, {p29:String}, 'Nullable(String)')), 'Array(String)')), JSONExtract(properties, {p30:String}, 'Nullable(String)') = {p31:String}), 0))) OR (event = {p32:String})))
    GROUP BY dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key))
  )
)
WHERE notEmpty(chains))
GROUP BY key
ORDER BY count() DESC, key
LIMIT {p33:Int64}
