SELECT toUInt32(cityHash64(word) % 4294967295) AS hash, word, sum(seen) AS views, sum(shown) AS products
FROM (
  SELECT path AS word, countIf(type IN ('page', 'screen')) AS seen, countIf(event = 'Product Viewed') AS shown FROM (
    SELECT path, type, event FROM events WHERE project_id = {p0:String} AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')}
  ) GROUP BY path
  UNION ALL
  SELECT word, 0 AS seen, 0 AS shown FROM (
    SELECT if(event IN {p3:Array(String)}, multiIf(
    event = 'Rage Clicked', 'rage_clicked',
    event = 'Dead Clicked', 'dead_clicked',
    event = 'Error Shown', 'error_shown',
    event = 'Script Failed', 'script_failed',
    event = 'Request Failed', 'request_failed',
    event = 'Form Field Left' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p4:String})), nan)), toFloat64OrNull(tupleElement(said, {p5:String})), NULL) >= 2, 0), 'form_field_refilled',
    event = 'Form Abandoned', 'form_abandoned',
    event = 'Coupon Denied', 'coupon_denied',
    event = 'Products Searched' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p6:String})), nan)), toFloat64OrNull(tupleElement(said, {p7:String})), NULL) = 0, 0), 'search_empty',
    event = 'Page Returned', 'page_returned',
    event = 'Help Sought', 'help_sought',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p8:String})) = 'lcp' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p9:String})), nan)), toFloat64OrNull(tupleElement(said, {p10:String})), NULL) > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p11:String})) = 'inp' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p12:String})), nan)), toFloat64OrNull(tupleElement(said, {p13:String})), NULL) > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(lower(tupleElement(said, {p14:String})) = 'cls' AND if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p15:String})), nan)), toFloat64OrNull(tupleElement(said, {p16:String})), NULL) > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ifNull(if(isFinite(ifNull(toFloat64OrNull(tupleElement(said, {p17:String})), nan)), toFloat64OrNull(tupleElement(said, {p18:String})), NULL) <= multiIf(lower(tupleElement(said, {p19:String})) = 'nps', 6,
      lower(tupleElement(said, {p20:String})) = 'csat', 2, lower(tupleElement(said, {p21:String})) = 'ces', 3, -1), 0), 'low_score',
    ''), '') AS signal, arrayJoin([ifNull(nullIf(tupleElement(said, {p22:String}), ''), path), ifNull(tupleElement(said, {p23:String}), ''), multiIf(
      signal = 'form_field_refilled', ifNull(tupleElement(said, {p24:String}), ''),
      signal = 'coupon_denied', ifNull(coalesce(tupleElement(said, {p25:String}), tupleElement(said, {p26:String}), tupleElement(said, {p27:String})), ''),
      signal = 'request_failed', ifNull(tupleElement(said, {p28:String}), ''),
      signal = 'script_failed', ifNull(coalesce(tupleElement(said, {p29:String}), tupleElement(said, {p30:String})), ''),
      signal = 'form_abandoned', ifNull(tupleElement(said, {p31:String}), ''),
      signal = 'low_score', ifNull(tupleElement(said, {p32:String}), ''),
      '')]) AS word
    FROM (
      SELECT event, path, JSONExtract(properties, {p33:String}) AS said FROM events WHERE project_id = {p34:String} AND ts >= {p35:DateTime64(3, 'UTC')} AND ts < {p36:DateTime64(3, 'UTC')} AND (event IN {p37:Array(String)} OR event IN {p38:Array(String)})
    )
  ) GROUP BY word
)
GROUP BY word
ORDER BY views DESC, word
LIMIT 200000
