SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  [CAST(sumKahan(ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p0:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p1:String}, 'Nullable(String)')), NULL), 0)), 'Nullable(Float64)')] AS measured
FROM events 
WHERE (project_id = {p2:String}) AND ts >= {p3:DateTime64(3, 'UTC')} AND ts < {p4:DateTime64(3, 'UTC')} AND event = {p5:String}
GROUP BY toInt16(intDiv(toUnixTimestamp64Milli(ts) - {p6:Int64}, {p7:Int64})) AS bucket_index WITH ROLLUP
