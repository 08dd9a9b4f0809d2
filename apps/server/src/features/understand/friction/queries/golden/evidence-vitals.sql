SELECT metric, if(countIf(theirs) >= {p0:Int64}, quantileExactInclusiveIf(0.75)(value, theirs), NULL) AS affected, if(countIf(NOT theirs) >= {p1:Int64}, quantileExactInclusiveIf(0.75)(value, NOT theirs), NULL) AS others
FROM (
  SELECT metric, theirs, argMax(told, (ts, seq)) AS value
  FROM (
    SELECT JSONExtract(properties, 'Tuple(metric Nullable(String), value Nullable(String), path Nullable(String), view_id Nullable(String))') AS said,
      upper(ifNull(said.metric, '')) AS metric, ifNull(toFloat64OrNull(said.value), nan) AS told,
      ifNull(nullIf(said.view_id, ''), message_id) AS view, if(session_id = '', dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) IN {p2:Array(UInt64)}, session_id IN {p3:Array(String)}) AS theirs, session_id, ts, seq
    FROM events
    WHERE (project_id = {p4:String}) AND (ts >= {p5:DateTime64(3, 'UTC')} AND ts < {p6:DateTime64(3, 'UTC')}) AND event = 'Web Vital Measured'
      AND match(ifNull(nullIf(said.path, ''), path), {p7:String})
  )
  WHERE metric IN {p8:Array(String)} AND isFinite(told) AND told >= 0
    AND (theirs OR session_id NOT IN (SELECT session_id FROM events WHERE (project_id = {p9:String}) AND (ts >= {p10:DateTime64(3, 'UTC')} AND ts < {p11:DateTime64(3, 'UTC')}) AND event IN {p12:Array(String)} AND multiIf(
    event = 'Rage Clicked', 'rage_clicked',
    event = 'Dead Clicked', 'dead_clicked',
    event = 'Error Shown', 'error_shown',
    event = 'Script Failed', 'script_failed',
    event = 'Request Failed', 'request_failed',
    event = 'Form Field Left' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p13:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p14:String}, 'Nullable(String)')), NULL) >= 2, 0), 'form_field_refilled',
    event = 'Form Abandoned', 'form_abandoned',
    event = 'Coupon Denied', 'coupon_denied',
    event = 'Products Searched' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p15:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p16:String}, 'Nullable(String)')), NULL) = 0, 0), 'search_empty',
    event = 'Page Returned', 'page_returned',
    event = 'Help Sought', 'help_sought',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p17:String}, 'Nullable(String)')) = 'lcp' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p18:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p19:String}, 'Nullable(String)')), NULL) > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p20:String}, 'Nullable(String)')) = 'inp' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p21:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p22:String}, 'Nullable(String)')), NULL) > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p23:String}, 'Nullable(String)')) = 'cls' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p24:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p25:String}, 'Nullable(String)')), NULL) > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p26:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p27:String}, 'Nullable(String)')), NULL) <= multiIf(lower(JSONExtract(properties, {p28:String}, 'Nullable(String)')) = 'nps', 6,
      lower(JSONExtract(properties, {p29:String}, 'Nullable(String)')) = 'csat', 2, lower(JSONExtract(properties, {p30:String}, 'Nullable(String)')) = 'ces', 3, -1), 0), 'low_score',
    '') = {p31:String} AND match(ifNull(nullIf(JSONExtractString(properties, 'path'), ''), path), {p32:String})))
  GROUP BY metric, view, theirs
)
GROUP BY metric
ORDER BY indexOf({p33:Array(String)}, metric)
