import { type Sql, sql, texts } from '../analytics/sql.ts'
import { jsonText, numberOf } from './event-fields.ts'

const number = (property: string): Sql => numberOf(jsonText(sql`properties`, [property]))
const word = (property: string): Sql => sql`lower(${jsonText(sql`properties`, [property])})`

/** Names of all events that may be a signal; for conditions that read few columns. */
export const signalEvents = texts([
  'Rage Clicked',
  'Dead Clicked',
  'Error Shown',
  'Script Failed',
  'Request Failed',
  'Form Field Left',
  'Form Abandoned',
  'Coupon Denied',
  'Products Searched',
  'Web Vital Measured',
  'Page Returned',
  'Help Sought',
  'Survey Answered',
])

/**
 * The signal that an event is, or the empty string. Vitals count in Google's "poor" band: LCP over 4 s, INP over 500 ms,
 * CLS over 0.25; answers where NPS is 6 or less, CSAT 2 of 5, CES 3 of 7.
 */
export const signalOf: Sql = sql`multiIf(
    event = 'Rage Clicked', 'rage_clicked',
    event = 'Dead Clicked', 'dead_clicked',
    event = 'Error Shown', 'error_shown',
    event = 'Script Failed', 'script_failed',
    event = 'Request Failed', 'request_failed',
    event = 'Form Field Left' AND ifNull(${number('refills')} >= 2, 0), 'form_field_refilled',
    event = 'Form Abandoned', 'form_abandoned',
    event = 'Coupon Denied', 'coupon_denied',
    event = 'Products Searched' AND ifNull(${number('results')} = 0, 0), 'search_empty',
    event = 'Page Returned', 'page_returned',
    event = 'Help Sought', 'help_sought',
    event = 'Web Vital Measured' AND ifNull(${word('metric')} = 'lcp' AND ${number('value')} > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(${word('metric')} = 'inp' AND ${number('value')} > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(${word('metric')} = 'cls' AND ${number('value')} > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ifNull(${number('score')} <= multiIf(${word('metric')} = 'nps', 6,
      ${word('metric')} = 'csat', 2, ${word('metric')} = 'ces', 3, -1), 0), 'low_score',
    '')`
