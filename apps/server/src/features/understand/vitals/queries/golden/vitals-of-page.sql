SELECT part, cut AS bucket, name, toInt32(metric) AS metric, page, pages, views, good, poor, length(sorted) AS n,
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
  SELECT part, cut, name, metric, argMax(part_path, (path_views - path_good, path_views, part_path)) AS page,
    toUInt32(count()) AS pages, toUInt32(sum(path_views)) AS views, toUInt32(sum(path_good)) AS good,
    toUInt32(sum(path_poor)) AS poor, arraySort(arrayFlatten(groupArray(values))) AS sorted
  FROM (
  SELECT * EXCEPT (name, most), if(part = 'group' AND dense_rank() OVER (PARTITION BY part ORDER BY most DESC, name) > {p0:Int64}, {p1:String}, name) AS name
  FROM (SELECT *, max(path_views) OVER (PARTITION BY part, name) AS most FROM (SELECT part, name, metric, if(part = 'course', toInt32(bucket_index), -1) AS part_bucket,
    if(part IN ('course', 'group'), '', measured_path) AS part_path, count() AS path_views,
    countIf(value <= {p2:Array(Float64)}[metric]) AS path_good, countIf(value > {p3:Array(Float64)}[metric]) AS path_poor, groupArray(value) AS values
  FROM (SELECT metric, value, bucket_index, measured_path, key, element, script, resource
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said,
      toUInt8(indexOf({p4:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value, if(ifNull(said.view_id, '') = '', 0, sipHash64(metric, said.view_id)) AS word, seq, toInt16(toInt32(toDate32(ts, {p5:String})) - {p6:Int64}) AS bucket_index, ifNull(nullIf(said.path, ''), path) AS measured_path, concat('=', device_type) AS key, multiIf(ifNull(said.attribution.element, '') != '', said.attribution.element, ifNull(said.element, '') != '', said.element, position(properties, '"attribution":"') > 0, JSONExtractString(properties, 'attribution'), '') AS element, ifNull(said.attribution.script, '') AS script, ifNull(said.attribution.url, '') AS resource
    FROM events
    PREWHERE (ts >= {p7:DateTime64(3, 'UTC')} AND ts < {p8:DateTime64(3, 'UTC')}) AND (event = {p9:String}) AND ((project_id = {p10:String}))
    WHERE (metric > 0 AND isFinite(value) AND value >= 0) AND (match(ifNull(nullIf(said.path, ''), path), {p11:String}))
  ) AS words
  LEFT ANY JOIN (
    SELECT word AS revised, argMax(seq, (ts, seq)) AS last FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String), revision Nullable(Float64), element Nullable(String), attribution Tuple(element Nullable(String), script Nullable(String), url Nullable(String)))') AS said,
      toUInt8(indexOf({p12:Array(String)}, upper(ifNull(said.metric, '')))) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS value, if(ifNull(said.view_id, '') = '', 0, sipHash64(metric, said.view_id)) AS word, seq, ts
    FROM events
    PREWHERE (ts >= {p13:DateTime64(3, 'UTC')} AND ts < {p14:DateTime64(3, 'UTC')}) AND (event = {p15:String}) AND ((project_id = {p16:String})) AND (position(properties, '"revision":') > 0)
    WHERE (metric > 0 AND isFinite(value) AND value >= 0) AND (said.revision > 1) AND (word != 0) AND (match(ifNull(nullIf(said.path, ''), path), {p17:String}))
    ) GROUP BY word
  ) AS revisions ON revisions.revised = words.word
  WHERE last = 0 OR last = seq)
  ARRAY JOIN [{p18:String}, {p19:String}, {p20:String}, {p21:String}, {p22:String}] AS part, ['', key, element, script, resource] AS name
  WHERE part = 'course' OR name != ''
  GROUP BY part, name, metric, part_bucket, part_path)))
  ARRAY JOIN if(part = 'course', [part_bucket, -1], [-1]) AS cut
  GROUP BY part, cut, name, metric
  HAVING part IN ('course', 'group') OR views > good
)
ORDER BY part, metric, bucket, views - good DESC, name
LIMIT {p23:Int64} BY part, metric, bucket, if(part IN ('course', 'group'), name, '')
