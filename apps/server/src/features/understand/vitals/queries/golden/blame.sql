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
    FROM (SELECT metric, view, last.1 AS value, last.2 AS measured_path, last.3 AS element, last.4 AS script, last.5 AS resource
  FROM (
    SELECT toUInt8(indexOf({p1:Array(String)}, upper(ifNull(JSONExtract(properties, {p2:String}, 'Nullable(String)'), '')))) AS metric, sipHash64(ifNull(nullIf(JSONExtract(properties, {p3:String}, 'Nullable(String)'), ''), message_id)) AS view, argMax(tuple(assumeNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p4:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), NULL)), ifNull(nullIf(JSONExtract(properties, {p6:String}, 'Nullable(String)'), ''), path), coalesce(nullIf(ifNull(JSONExtract(properties, {p7:String}, 'Nullable(String)'), JSONExtract(properties, {p8:String}, {p9:String}, 'Nullable(String)')), ''), nullIf(JSONExtract(properties, {p10:String}, 'Nullable(String)'), ''), if(JSONType(properties, 'attribution') = 'String', JSONExtract(properties, {p11:String}, 'Nullable(String)'), ''), ''), ifNull(ifNull(JSONExtract(properties, {p12:String}, 'Nullable(String)'), JSONExtract(properties, {p13:String}, {p14:String}, 'Nullable(String)')), ''), ifNull(ifNull(JSONExtract(properties, {p15:String}, 'Nullable(String)'), JSONExtract(properties, {p16:String}, {p17:String}, 'Nullable(String)')), '')), (ts, seq)) AS last
    FROM events
    WHERE (project_id = {p18:String}) AND ts >= {p19:DateTime64(3, 'UTC')} AND ts < {p20:DateTime64(3, 'UTC')} AND event = {p21:String}
      AND (toUInt8(indexOf({p22:Array(String)}, upper(ifNull(JSONExtract(properties, {p23:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p24:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p25:String}, 'Nullable(String)')), NULL) >= 0, 0))
    GROUP BY metric, view
  ))
    ARRAY JOIN [('element', element), ('script', script), ('resource', resource)] AS blamed
    WHERE name != ''
    GROUP BY metric, kind, name, measured_path
  )
  GROUP BY metric, kind, name
  HAVING slow > 0
)
ORDER BY metric, kind, slow DESC, name
LIMIT {p26:Int64} BY metric, kind
