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
      SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS person, event, ts, seq, path, ifNull(JSONExtract(properties, {p4:String}, 'Nullable(String)'), '') AS form,
        if(event = 'Form Abandoned' AND ifNull(JSONExtract(properties, {p5:String}, 'Nullable(String)'), '') != '', ifNull(JSONExtract(properties, {p6:String}, 'Nullable(String)'), ''), ifNull(JSONExtract(properties, {p7:String}, 'Nullable(String)'), '')) AS field,
        JSONExtractBool(properties, 'filled') AS filled, toUInt32(least(greatest(ifNull(JSONExtract(properties, {p8:String}, 'Nullable(Float64)'), 0), 0), 1000)) AS refills, toUInt32(least(greatest(ifNull(JSONExtract(properties, {p9:String}, 'Nullable(Float64)'), 0), 0), 1000)) AS errors,
        if(JSONExtract(properties, 'duration_ms', 'Nullable(Float64)') >= 0 AND JSONExtract(properties, 'duration_ms', 'Nullable(Float64)') <= 86400000, JSONExtract(properties, 'duration_ms', 'Nullable(Float64)'), NULL) AS ms
      FROM events
      WHERE (project_id = {p10:String}) AND ts >= {p11:DateTime64(3, 'UTC')} AND ts < {p12:DateTime64(3, 'UTC')} AND type = 'track'
        AND event IN ('Form Started', 'Form Field Left', 'Form Submitted', 'Form Abandoned') AND form = {p13:String}
    )
  )
  WHERE try > 0))
  GROUP BY person
)
