SELECT toInt32(metric) AS metric, bucket, views, good, poor, length(sorted) AS n,
  n * 0.75 AS middle,
  1.959963984540054 * sqrt(n * 0.1875) AS half,
  toInt64(floor(middle - half + 0.5)) AS low_rank,
  toInt64(ceil(middle + half + 0.5)) AS high_rank,
  low_rank >= 1 AND high_rank <= n AS enough,
  (n - 1) * 0.75 AS place,
  toUInt64(floor(place)) + 1 AS below,
  if(enough, sorted[below] + (place - floor(place)) * (sorted[least(below + 1, n)] - sorted[below]), NULL) AS p75,
  if(enough, sorted[low_rank], NULL) AS low,
  if(enough, sorted[high_rank], NULL) AS high
FROM (
  SELECT metric, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket, toUInt32(count()) AS views, toUInt32(countIf(value <= {p0:Array(Float64)}[metric])) AS good, toUInt32(countIf(value > {p1:Array(Float64)}[metric])) AS poor, arraySort(groupArray(value)) AS sorted
  FROM (SELECT metric, value, bucket_index
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p2:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at, toInt16(toInt32(toDate32(ts, {p3:String})) - {p4:Int64}) AS bucket_index
    FROM events
    WHERE (project_id = {p5:String}) AND ts >= {p6:DateTime64(3, 'UTC')} AND ts < {p7:DateTime64(3, 'UTC')} AND event = {p8:String} AND 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
  ) AS words
  LEFT ANY JOIN (
    SELECT word AS revised, max(said_at) AS revised_at FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p9:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at
    FROM events
    WHERE (project_id = {p10:String}) AND ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND event = {p13:String} AND position(properties, '"revision":') > 0 AND said.revision > 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
    ) GROUP BY word
  ) AS revisions ON revisions.revised = words.word
  WHERE revised_at = 0 OR revised_at = said_at)
  GROUP BY GROUPING SETS ((metric, bucket_index), (metric))
)
