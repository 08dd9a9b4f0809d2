SELECT key, toUInt32(uniq(person_key)) AS sessions, avg(place) AS position, arrayElement(topK(1)(word), 1) AS page
FROM (
  SELECT person_key, coalesce(nullIf(tupleElement(said, {p0:String}), ''), nullIf(tupleElement(said, {p1:String}), ''), nullIf(tupleElement(said, {p2:String}), ''), arrayLast(part -> part != '' AND NOT (match(part, '[0-9]') AND match(part, '^([0-9]{3,}|[0-9a-fA-F-]{8,})$')), splitByChar('/', path))) AS key, arrayLast(part -> part != '' AND NOT (match(part, '[0-9]') AND match(part, '^([0-9]{3,}|[0-9a-fA-F-]{8,})$')), splitByChar('/', path)) AS word, toFloat64(row_number() OVER (PARTITION BY person_key, toDate(ts) ORDER BY ts, seq)) AS place
  FROM (
    SELECT person_key, ts, seq, path, JSONExtract(properties, {p3:String}) AS said FROM events WHERE project_id = {p4:String} AND ts >= {p5:DateTime64(3, 'UTC')} AND ts < {p6:DateTime64(3, 'UTC')} AND event = 'Checkout Step Viewed'
  )
)
GROUP BY key ORDER BY sessions DESC, key LIMIT 50
