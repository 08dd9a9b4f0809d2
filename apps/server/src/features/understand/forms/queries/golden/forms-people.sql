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
      SELECT person, event, ts, seq, path, ifNull(tupleElement(told, {p0:String}), '') AS form,
        if(event = 'Form Abandoned' AND ifNull(tupleElement(told, {p1:String}), '') != '', ifNull(tupleElement(told, {p2:String}), ''), ifNull(tupleElement(told, {p3:String}), '')) AS field,
        ifNull(tupleElement(told, {p4:String}), false) AS filled, toUInt32(least(greatest(ifNull(tupleElement(told, {p5:String}), 0), 0), 1000)) AS refills, toUInt32(least(greatest(ifNull(tupleElement(told, {p6:String}), 0), 0), 1000)) AS errors,
        if(tupleElement(told, {p7:String}) >= 0 AND tupleElement(told, {p8:String}) <= 86400000, tupleElement(told, {p9:String}), NULL) AS ms
      FROM (
        SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, event, ts, seq, path, JSONExtract(properties, {p10:String}) AS told
        FROM events
        PREWHERE ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND type = 'track'
          AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND (project_id = {p13:String})
      )
      WHERE form != ''
    )
  )
  WHERE try > 0)
    GROUP BY form, person
  )
  GROUP BY form
)
ORDER BY people DESC, form
LIMIT 200
