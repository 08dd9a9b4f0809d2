SELECT key
FROM (SELECT metric, view, last.1 AS key
  FROM (
    SELECT toUInt8(indexOf({p0:Array(String)}, upper(ifNull(JSONExtract(properties, {p1:String}, 'Nullable(String)'), '')))) AS metric, sipHash64(ifNull(nullIf(JSONExtract(properties, {p2:String}, 'Nullable(String)'), ''), message_id)) AS view, argMax(tuple(concat('=', ifNull(nullIf(JSONExtract(properties, {p3:String}, 'Nullable(String)'), ''), path))), (ts, seq)) AS last
    FROM events
    WHERE (project_id = {p4:String}) AND ts >= {p5:DateTime64(3, 'UTC')} AND ts < {p6:DateTime64(3, 'UTC')} AND event = {p7:String}
      AND (toUInt8(indexOf({p8:Array(String)}, upper(ifNull(JSONExtract(properties, {p9:String}, 'Nullable(String)'), '')))) > 0 AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p10:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p11:String}, 'Nullable(String)')), NULL) >= 0, 0))
    GROUP BY metric, view
  ))
GROUP BY key
ORDER BY arrayMax(sumMap([metric], [toUInt64(1)]).2) DESC, key
LIMIT {p12:Int64}
