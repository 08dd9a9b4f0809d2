SELECT session, profile, start,
  first.1, first.2, first.3, first.4, first.5, first.6, first.7, first.8, currency,
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2, one.3, one.4), steps),
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2), pages),
  arrayMap(one -> (toUInt32(least(one.1 - start, 4294967294)), one.2, one.3, one.4, one.5), signals)
FROM (
  SELECT session, profile, min(at) AS start,
    argMin((device_type, browser, browser_version, os, os_version, country, arrival, channel), (device_type = '', at, seq)) AS first,
    ifNull(argMaxIf(upper(money.2), at, money.2 != ''), '') AS currency,
    arraySort(groupArrayIf((at, step, money.1, toUInt32(cityHash64(path) % 4294967295)), step > 0)) AS all_steps, if(length(all_steps) <= 400, all_steps, arrayConcat(arraySlice(all_steps, 1, 300), arraySlice(all_steps, -100))) AS steps,
    arraySort(groupArrayIf((at, toUInt32(cityHash64(path) % 4294967295)), type IN ('page', 'screen'))) AS all_pages, if(length(all_pages) <= 400, all_pages, arrayConcat(arraySlice(all_pages, 1, 300), arraySlice(all_pages, -100))) AS pages,
    arraySort(groupArrayIf((at, code, toUInt32(cityHash64(met_on) % 4294967295), toUInt32(cityHash64(met_at) % 4294967295), toUInt32(cityHash64(about) % 4294967295)), code > 0)) AS all_signals, if(length(all_signals) <= 400, all_signals, arrayConcat(arraySlice(all_signals, 1, 300), arraySlice(all_signals, -100))) AS signals
  FROM (
    SELECT session, profile, at, seq, type, path, device_type, browser, browser_version, os, os_version, country, arrival, channel,
      toUInt8(multiIf(event = {p0:String}, {p1:Int64}, event = {p2:String} AND coalesce(nullIf(tupleElement(said, {p3:String}), ''), nullIf(tupleElement(said, {p4:String}), ''), nullIf(tupleElement(said, {p5:String}), ''), arrayLast(part -> part != '' AND NOT (match(part, '[0-9]') AND match(part, '^([0-9]{3,}|[0-9a-fA-F-]{8,})$')), splitByChar('/', if(event = 'Checkout Step Viewed', path, '')))) = {p6:String}, {p7:Int64}, event = {p8:String}, {p9:Int64}, 0)) AS step,
      if(event IN {p10:Array(String)}, (multiIf(
        event = 'Product Viewed', if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p11:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p12:String})), nan), if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p13:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p14:String})), nan), nan)),
        event = 'Product Added', if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p15:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p16:String})), nan), if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p17:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p18:String})), nan), nan)) * if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p19:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p20:String})), nan), 1),
        if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p21:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p22:String})), nan), if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p23:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p24:String})), nan), if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p25:String})), nan)), ifNull(toFloat64OrNull(tupleElement(said, {p26:String})), nan), nan)))), if(event IN {p27:Array(String)}, '', ifNull(tupleElement(said, {p28:String}), ''))), (nan, '')) AS money,
      if(event IN {p29:Array(String)}, multiIf(
    event = 'Rage Clicked', 'rage_clicked',
    event = 'Dead Clicked', 'dead_clicked',
    event = 'Error Shown', 'error_shown',
    event = 'Script Failed', 'script_failed',
    event = 'Request Failed', 'request_failed',
    event = 'Form Field Left' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p30:String})), nan)), toFloat64OrNull(tupleElement(said, {p31:String})), NULL) >= 2, 0), 'form_field_refilled',
    event = 'Form Abandoned', 'form_abandoned',
    event = 'Coupon Denied', 'coupon_denied',
    event = 'Products Searched' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p32:String})), nan)), toFloat64OrNull(tupleElement(said, {p33:String})), NULL) = 0, 0), 'search_empty',
    event = 'Page Returned', 'page_returned',
    event = 'Help Sought', 'help_sought',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p34:String})) = 'lcp' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p35:String})), nan)), toFloat64OrNull(tupleElement(said, {p36:String})), NULL) > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p37:String})) = 'inp' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p38:String})), nan)), toFloat64OrNull(tupleElement(said, {p39:String})), NULL) > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p40:String})) = 'cls' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p41:String})), nan)), toFloat64OrNull(tupleElement(said, {p42:String})), NULL) > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p43:String})), nan)), toFloat64OrNull(tupleElement(said, {p44:String})), NULL) <= multiIf(lower(tupleElement(said, {p45:String})) = 'nps', 6,
      lower(tupleElement(said, {p46:String})) = 'csat', 2, lower(tupleElement(said, {p47:String})) = 'ces', 3, -1), 0), 'low_score',
    ''), '') AS known,
      multiIf(known != '', known, event = 'Web Vital Measured', multiIf(upper(ifNull(tupleElement(said, {p48:String}), '')) = 'LCP', 'calm_lcp', upper(ifNull(tupleElement(said, {p49:String}), '')) = 'INP', 'calm_inp', upper(ifNull(tupleElement(said, {p50:String}), '')) = 'CLS', 'calm_cls', ''), event IN {p51:Array(String)}, concat('event:', event), '') AS signal,
      toUInt16(indexOf({p52:Array(String)}, signal)) AS code,
      if(code > 0, ifNull(nullIf(tupleElement(said, {p53:String}), ''), path), '') AS met_on,
      if(code > 0, ifNull(tupleElement(said, {p54:String}), ''), '') AS met_at,
      if(code > 0, multiIf(
      signal = 'form_field_refilled', ifNull(tupleElement(said, {p55:String}), ''),
      signal = 'coupon_denied', ifNull(coalesce(tupleElement(said, {p56:String}), tupleElement(said, {p57:String}), tupleElement(said, {p58:String})), ''),
      signal = 'request_failed', ifNull(tupleElement(said, {p59:String}), ''),
      signal = 'script_failed', ifNull(coalesce(tupleElement(said, {p60:String}), tupleElement(said, {p61:String})), ''),
      signal = 'form_abandoned', ifNull(tupleElement(said, {p62:String}), ''),
      signal = 'low_score', ifNull(tupleElement(said, {p63:String}), ''),
      ''), '') AS about
    FROM (
      SELECT session_id AS session, dictGetOrDefault('identity_recent_map', 'profile_key', person_key, dictGetOrDefault('identity_map', 'profile_key', person_key, person_key)) AS profile, toUnixTimestamp64Milli(ts) AS at,
        seq, event, type, path, device_type, browser, browser_version, os, os_version, country, arrival, channel,
        JSONExtract(if(event IN {p64:Array(String)} OR event IN {p65:Array(String)}, properties, ''), {p66:String}) AS said FROM events WHERE project_id = {p67:String} AND ts >= {p68:DateTime64(3, 'UTC')} AND ts < {p69:DateTime64(3, 'UTC')} AND type IN ('track', 'page', 'screen')
    )
  )
  GROUP BY session, profile
)
SETTINGS short_circuit_function_evaluation = 'disable'
