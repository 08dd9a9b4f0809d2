SELECT form, begun_at.1[indexOf(begun_at.2, arrayMax(begun_at.2))] AS path, people, starts, completed, abandoned, completed_ms,
  if(empty(left_at.1), '', left_at.1[indexOf(left_at.2, arrayMax(left_at.2))]) AS last_field, toUInt32(if(empty(left_at.1), 0, arrayMax(left_at.2))) AS last_field_people
FROM (
  SELECT form, toUInt32(count()) AS people, toUInt32(sum(begun)) AS starts,
    toUInt32(countIf(done)) AS completed, toUInt32(countIf(gone AND NOT done)) AS abandoned,
    if(sum(length(times)) = 0, NULL, quantileExactInclusiveArray(0.5)(times)) AS completed_ms,
    sumMap([began_at], [begun]) AS begun_at,
    sumMapIf([last], [toUInt64(1)], gone AND NOT done AND last != '') AS left_at
  FROM (
    SELECT form, person, countIf(event = 'Form Started') AS begun, argMinIf(path, (ts, seq), event = 'Form Started') AS began_at,
      max(event = 'Form Submitted') AS done, max(event = 'Form Abandoned') AS gone,
      argMaxIf(field, (ts, seq), event = 'Form Abandoned') AS last,
      groupArrayIf(assumeNotNull(ms), event = 'Form Submitted' AND isNotNull(ms)) AS times
    FROM (SELECT * FROM (
    SELECT *, sum(event = 'Form Started') OVER (
      PARTITION BY form, person ORDER BY ts, event = 'Form Started' DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS try
    FROM (
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, event, ts, seq, path, ifNull(JSONExtract(properties, {p0:String}, 'Nullable(String)'), '') AS form,
        if(event = 'Form Abandoned' AND ifNull(JSONExtract(properties, {p1:String}, 'Nullable(String)'), '') != '', ifNull(JSONExtract(properties, {p2:String}, 'Nullable(String)'), ''), ifNull(JSONExtract(properties, {p3:String}, 'Nullable(String)'), '')) AS field,
        JSONExtractBool(properties, 'filled') AS filled, toUInt32(least(greatest(ifNull(JSONExtract(properties, {p4:String}, 'Nullable(Float64)'), 0), 0), 1000)) AS refills, toUInt32(least(greatest(ifNull(JSONExtract(properties, {p5:String}, 'Nullable(Float64)'), 0), 0), 1000)) AS errors,
        if(JSONExtract(properties, 'duration_ms', 'Nullable(Float64)') >= 0 AND JSONExtract(properties, 'duration_ms', 'Nullable(Float64)') <= 86400000, JSONExtract(properties, 'duration_ms', 'Nullable(Float64)'), NULL) AS ms
      FROM events
      WHERE (project_id = {p6:String}) AND ts >= {p7:DateTime64(3, 'UTC')} AND ts < {p8:DateTime64(3, 'UTC')} AND type = 'track'
        AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND form = {p9:String}
    )
  )
  WHERE try > 0)
    GROUP BY form, person
  )
  GROUP BY form
)
ORDER BY people DESC, form
LIMIT 200
