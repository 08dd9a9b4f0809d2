SELECT recorded.recording AS recording, signal, toFloat64(count()) AS count FROM (
              SELECT session_id AS session, multiIf(
    event = 'Rage Clicked', 'rage_clicked',
    event = 'Dead Clicked', 'dead_clicked',
    event = 'Error Shown', 'error_shown',
    event = 'Script Failed', 'script_failed',
    event = 'Request Failed', 'request_failed',
    event = 'Form Field Left' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p0:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p1:String}, 'Nullable(String)')), NULL) >= 2, 0), 'form_field_refilled',
    event = 'Form Abandoned', 'form_abandoned',
    event = 'Coupon Denied', 'coupon_denied',
    event = 'Products Searched' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p2:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p3:String}, 'Nullable(String)')), NULL) = 0, 0), 'search_empty',
    event = 'Page Returned', 'page_returned',
    event = 'Help Sought', 'help_sought',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p4:String}, 'Nullable(String)')) = 'lcp' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p5:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p6:String}, 'Nullable(String)')), NULL) > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p7:String}, 'Nullable(String)')) = 'inp' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p8:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p9:String}, 'Nullable(String)')), NULL) > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(lower(JSONExtract(properties, {p10:String}, 'Nullable(String)')) = 'cls' AND if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p11:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p12:String}, 'Nullable(String)')), NULL) > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(JSONExtract(properties, {p13:String}, 'Nullable(String)')), nan)), toFloat64OrNull(JSONExtract(properties, {p14:String}, 'Nullable(String)')), NULL) <= multiIf(lower(JSONExtract(properties, {p15:String}, 'Nullable(String)')) = 'nps', 6,
      lower(JSONExtract(properties, {p16:String}, 'Nullable(String)')) = 'csat', 2, lower(JSONExtract(properties, {p17:String}, 'Nullable(String)')) = 'ces', 3, -1), 0), 'low_score',
    '') AS signal, toUnixTimestamp64Milli(ts) AS ms FROM events
              WHERE project_id = {p18:String} AND ts >= {p19:DateTime64(3, 'UTC')} AND ts < {p20:DateTime64(3, 'UTC')}
    AND session_id IN {p21:Array(String)}
    AND person_key IN (
      SELECT person_key FROM identity_members WHERE profile_key IN (SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) FROM (SELECT arrayJoin({p22:Array(UInt64)}) AS person_key))
      UNION ALL SELECT dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) FROM (SELECT arrayJoin({p23:Array(UInt64)}) AS person_key)
      UNION ALL SELECT arrayJoin({p24:Array(UInt64)})) AND event IN {p25:Array(String)}) AS happened
            INNER JOIN (
              SELECT arrayJoin(arrayZip({p26:Array(String)},
                  {p27:Array(String)},
                  {p28:Array(Float64)}, {p29:Array(Float64)})) AS span,
                span.1 AS recording, span.2 AS session, span.3 AS begins, span.4 AS ends) AS recorded
            ON recorded.session = happened.session
            WHERE signal != '' AND ms >= begins AND ms < ends
            GROUP BY recording, signal ORDER BY count DESC, signal
