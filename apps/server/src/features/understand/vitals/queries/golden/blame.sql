SELECT metric, kind, name, page, pages, views, slow, length(sorted) AS n,
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
  SELECT toInt32(metric) AS metric, kind, name, argMax(measured_path, (path_slow, path_views, measured_path)) AS page,
    toUInt32(count()) AS pages, toUInt32(sum(path_views)) AS views, toUInt32(sum(path_slow)) AS slow,
    arraySort(arrayFlatten(groupArray(values))) AS sorted
  FROM (
    SELECT metric, blamed.1 AS kind, blamed.2 AS name, measured_path,
      count() AS path_views, countIf(NOT (value <= {p0:Array(Float64)}[metric])) AS path_slow, groupArray(value) AS values
    FROM (SELECT metric, value, measured_path, element, script, resource
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p1:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at, ifNull(nullIf(said.path, ''), path) AS measured_path, multiIf(ifNull(said.attribution.element, '') != '', said.attribution.element, ifNull(said.element, '') != '', said.element, position(properties, '"attribution":"') > 0, JSONExtractString(properties, 'attribution'), '') AS element, ifNull(said.attribution.script, '') AS script, ifNull(said.attribution.url, '') AS resource
    FROM events
    WHERE (project_id = {p2:String}) AND ts >= {p3:DateTime64(3, 'UTC')} AND ts < {p4:DateTime64(3, 'UTC')} AND event = {p5:String} AND 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
  ) AS words
  LEFT ANY JOIN (
    SELECT word AS revised, max(said_at) AS revised_at FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said, toUInt8(indexOf({p6:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value,
      sipHash64(metric, sipHash64(ifNull(nullIf(said.view_id, ''), message_id))) AS word, bitShiftLeft(toInt128(toUnixTimestamp64Milli(ts)), 64) + seq AS said_at
    FROM events
    WHERE (project_id = {p7:String}) AND ts >= {p8:DateTime64(3, 'UTC')} AND ts < {p9:DateTime64(3, 'UTC')} AND event = {p10:String} AND position(properties, '"revision":') > 0 AND said.revision > 1
      AND (metric > 0 AND isFinite(value) AND value >= 0)
    ) GROUP BY word
  ) AS revisions ON revisions.revised = words.word
  WHERE revised_at = 0 OR revised_at = said_at)
    ARRAY JOIN [('element', element), ('script', script), ('resource', resource)] AS blamed
    WHERE name != ''
    GROUP BY metric, kind, name, measured_path
  )
  GROUP BY metric, kind, name
  HAVING slow > 0
)
ORDER BY metric, kind, slow DESC, name
LIMIT {p11:Int64} BY metric, kind
