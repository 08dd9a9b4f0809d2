SELECT field, toUInt32(sum(visited)) AS visits, toUInt32(sum(fills)) AS fills,
  if(countIf(isNotNull(spent)) = 0, NULL, quantileExactInclusiveIf(0.5)(assumeNotNull(spent), isNotNull(spent))) AS ms,
  toUInt32(sum(anew)) AS refills, toUInt32(uniqExactIf(person, anew >= 2)) AS refilled_people,
  toUInt32(sum(wrong)) AS errors, toUInt32(uniqExactIf(person, wrong > 0)) AS error_people
FROM (
  SELECT *, row_number() OVER (PARTITION BY person, try ORDER BY came) AS place
  FROM (
    SELECT person, try, field, min((ts, event != 'Form Started', seq)) AS came,
      countIf(event = 'Form Field Left') AS visited, countIf(event = 'Form Field Left' AND filled) AS fills,
      sumOrNullIf(assumeNotNull(ms), event = 'Form Field Left' AND isNotNull(ms)) AS spent,
      maxIf(refills, event = 'Form Field Left') AS anew, maxIf(errors, event = 'Form Field Left') AS wrong
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
      WHERE form = {p14:String}
    )
  )
  WHERE try > 0)
    WHERE event != 'Form Submitted' AND field != ''
    GROUP BY person, try, field
  )
)
GROUP BY field
ORDER BY avg(place), field
LIMIT 100
