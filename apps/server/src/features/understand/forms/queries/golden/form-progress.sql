SELECT arrayMap(people -> toUInt32(people), sumForEach(arrayMap(place -> toUInt32(done OR deepest >= place), arrayEnumerate({p0:Array(String)})))) AS reached, arrayMap(people -> toUInt32(people), sumForEach(arrayMap(place -> toUInt32(has(written, place)), arrayEnumerate({p1:Array(String)})))) AS filled,
  arrayMap(people -> toUInt32(people), sumForEach(arrayMap(place -> toUInt32(gone AND NOT done AND last = place), arrayEnumerate({p2:Array(String)})))) AS left
FROM (
  SELECT person, max(event = 'Form Submitted') AS done, max(event = 'Form Abandoned') AS gone,
    maxIf(place, event != 'Form Submitted') AS deepest,
    groupUniqArrayIf(place, event = 'Form Field Left' AND filled) AS written,
    argMaxIf(place, (ts, seq), event = 'Form Abandoned') AS last
  FROM (SELECT *, indexOf({p3:Array(String)}, field) AS place FROM (SELECT * FROM (
    SELECT *, sum(event = 'Form Started') OVER (
      PARTITION BY form, person ORDER BY ts, event = 'Form Started' DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS try
    FROM (
      SELECT person, event, ts, seq, path, ifNull(tupleElement(told, {p4:String}), '') AS form,
        if(event = 'Form Abandoned' AND ifNull(tupleElement(told, {p5:String}), '') != '', ifNull(tupleElement(told, {p6:String}), ''), ifNull(tupleElement(told, {p7:String}), '')) AS field,
        ifNull(tupleElement(told, {p8:String}), false) AS filled, toUInt32(least(greatest(ifNull(tupleElement(told, {p9:String}), 0), 0), 1000)) AS refills, toUInt32(least(greatest(ifNull(tupleElement(told, {p10:String}), 0), 0), 1000)) AS errors,
        if(tupleElement(told, {p11:String}) >= 0 AND tupleElement(told, {p12:String}) <= 86400000, tupleElement(told, {p13:String}), NULL) AS ms
      FROM (
        SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, event, ts, seq, path, JSONExtract(properties, {p14:String}) AS told
        FROM events
        PREWHERE ts >= {p15:DateTime64(3, 'UTC')} AND ts < {p16:DateTime64(3, 'UTC')} AND type = 'track'
          AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND (project_id = {p17:String})
      )
      WHERE form = {p18:String}
    )
  )
  WHERE try > 0))
  GROUP BY person
)
