SELECT metric, if(countIf(theirs) >= {p0:Int64}, quantileExactInclusiveIf(0.75)(value, theirs), NULL) AS affected, if(countIf(NOT theirs) >= {p1:Int64}, quantileExactInclusiveIf(0.75)(value, NOT theirs), NULL) AS others
FROM (
  SELECT metric, theirs, argMax(told, (ts, seq)) AS value
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String))') AS said,
      upper(ifNull(said.metric, '')) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS told,
      ifNull(nullIf(said.view_id, ''), message_id) AS view, if(session_id = '', dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) IN {p2:Array(UInt64)}, session_id IN {p3:Array(String)}) AS theirs, session_id, ts, seq
    FROM events
    WHERE (project_id = {p4:String}) AND (ts >= {p5:DateTime64(3, 'UTC')} AND ts < {p6:DateTime64(3, 'UTC')}) AND event = 'Web Vital Measured'
      AND 1
  )
  WHERE metric IN {p7:Array(String)} AND isFinite(told) AND told >= 0
    AND (theirs OR session_id NOT IN (SELECT session_id FROM events WHERE (project_id = {p8:String}) AND (ts >= {p9:DateTime64(3, 'UTC')} AND ts < {p10:DateTime64(3, 'UTC')}) AND event = {p11:String} AND 1))
  GROUP BY metric, view, theirs
)
GROUP BY metric
ORDER BY indexOf({p12:Array(String)}, metric)
