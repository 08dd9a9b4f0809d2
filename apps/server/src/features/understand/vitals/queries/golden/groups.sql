SELECT key, toInt32(metric) AS metric, views, good, poor, length(sorted) AS n,
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
  SELECT if(any_key IN {p0:Array(String)}, any_key, {p1:String}) AS key, metric, toUInt32(count()) AS views, toUInt32(countIf(value <= {p2:Array(Float64)}[metric])) AS good, toUInt32(countIf(value > {p3:Array(Float64)}[metric])) AS poor, arraySort(groupArray(value)) AS sorted
  FROM (SELECT metric, view, last.1 AS value, last.2 AS any_key
  FROM (
    SELECT toUInt8(indexOf({p4:Array(String)}, upper(ifNull(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '')))) AS metric, sipHash64(ifNull(nullIf(JSONExtract(properties, {p6:String}, 'Nullable(String)'), ''), message_id)) AS view, argMax(tuple(assumeNotNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p7:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p8:String}, 'Nullable(String)')), NULL)), concat('=', device_type)), (ts, seq)) AS last
    FROM events
    WHERE (project_id = {p9:String}) AND ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')} AND event = {p12:String}
      AND (toUInt8(indexOf({p13:Array(String)}, upper(ifNull(JSONExtract(properties, {p14:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p15:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p16:String}, 'Nullable(String)')), NULL) >= 0, 0))
    GROUP BY metric, view
  ))
  GROUP BY key, metric
)
