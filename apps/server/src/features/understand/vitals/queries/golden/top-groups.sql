SELECT key
FROM (SELECT metric, value, key
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p0:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at, concat('=', ifNull(nullIf(said.path, ''), path)) AS key
    FROM events
    WHERE (project_id = {p1:String}) AND ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')} AND event = {p4:String} AND 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
  ) AS words
  LEFT ANY JOIN (
    SELECT word AS revised, max(said_at) AS revised_at FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p5:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at
    FROM events
    WHERE (project_id = {p6:String}) AND ts >= {p7:DateTime64(3, 'UTC')} AND ts < {p8:DateTime64(3, 'UTC')} AND event = {p9:String} AND position(properties, '"revision":') > 0 AND said.revision > 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
    ) GROUP BY word
  ) AS revisions ON revisions.revised = words.word
  WHERE revised_at = 0 OR revised_at = said_at)
GROUP BY key
ORDER BY arrayMax(sumMap([metric], [toUInt64(1)]).2) DESC, key
LIMIT {p10:Int64}
