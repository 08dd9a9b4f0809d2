SELECT key, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket, toFloat64(count()) AS measured
FROM events  
WHERE (project_id = {p0:String}) AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')} AND type NOT IN {p3:Array(String)}
GROUP BY if(if(isNull(nullIf(toString(country), '')), 'none', concat('=', assumeNotNull(nullIf(toString(country), '')))) IN {p4:Array(String)}, if(isNull(nullIf(toString(country), '')), 'none', concat('=', assumeNotNull(nullIf(toString(country), '')))), 'other') AS key, toInt16(intDiv(toInt32(toDate32(ts, {p5:String})) - {p6:Int64}, 7)) AS bucket_index WITH ROLLUP
HAVING grouping(key) = 0
