SELECT ranked, arm, phase, n, if(p > 0 AND p < 1, sorted[toUInt32(floor((n - 1) * (p))) + 1] + (((n - 1) * (p)) - floor((n - 1) * (p))) * (sorted[least(toUInt32(floor((n - 1) * (p))) + 2, n)] - sorted[toUInt32(floor((n - 1) * (p))) + 1]), NULL) AS value, if(p - {p0:Float64} * sqrt(p * (1 - p) / n) > 0 AND p - {p1:Float64} * sqrt(p * (1 - p) / n) < 1, sorted[toUInt32(floor((n - 1) * (p - {p2:Float64} * sqrt(p * (1 - p) / n)))) + 1] + (((n - 1) * (p - {p3:Float64} * sqrt(p * (1 - p) / n))) - floor((n - 1) * (p - {p4:Float64} * sqrt(p * (1 - p) / n)))) * (sorted[least(toUInt32(floor((n - 1) * (p - {p5:Float64} * sqrt(p * (1 - p) / n)))) + 2, n)] - sorted[toUInt32(floor((n - 1) * (p - {p6:Float64} * sqrt(p * (1 - p) / n)))) + 1]), NULL) AS lower, if(p + {p7:Float64} * sqrt(p * (1 - p) / n) > 0 AND p + {p8:Float64} * sqrt(p * (1 - p) / n) < 1, sorted[toUInt32(floor((n - 1) * (p + {p9:Float64} * sqrt(p * (1 - p) / n)))) + 1] + (((n - 1) * (p + {p10:Float64} * sqrt(p * (1 - p) / n))) - floor((n - 1) * (p + {p11:Float64} * sqrt(p * (1 - p) / n)))) * (sorted[least(toUInt32(floor((n - 1) * (p + {p12:Float64} * sqrt(p * (1 - p) / n)))) + 2, n)] - sorted[toUInt32(floor((n - 1) * (p + {p13:Float64} * sqrt(p * (1 - p) / n)))) + 1]), NULL) AS upper
FROM (
  SELECT toInt32(position) AS ranked, if({p14:Array(Float64)}[ranked + 1] = 1, 0, toInt32(bitAnd(cell, 15))) AS arm, if({p15:Array(Float64)}[ranked + 1] = 1, 0, toInt32(bitAnd(bitShiftRight(cell, 4), 255))) AS phase,
    {p16:Array(Float64)}[ranked + 1] AS p, arraySort(arrayFlatten(groupArray(list))) AS sorted, toUInt32(length(sorted)) AS n
  FROM (
    SELECT cell, [groupArrayIf(toFloat64(s0), s0 > 0), groupArrayIf(toFloat64(s3 / greatest(s2, 1)), (s2 > 0))] AS lists
    FROM {p17:Identifier}
    WHERE toInt32(bitAnd(cell, 15)) > 0
    GROUP BY cell
  )
  ARRAY JOIN lists AS list, range(2) AS position
  GROUP BY ranked, arm, phase
  HAVING n > 0
)
ORDER BY ranked, phase, arm
