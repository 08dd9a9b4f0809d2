import { type Sql, sql, texts } from '../analytics/sql.ts'
import { jsonText, numberOf } from './event-fields.ts'

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

/** The text of a property of the event, or NULL. */
type Told<Property extends string> = (property: Property) => Sql

/**
 * The signal that an event is, or the empty string. Vitals count in Google's "poor" band: LCP over 4 s, INP over 500 ms,
 * CLS over 0.25; answers where NPS is 6 or less, CSAT 2 of 5, CES 3 of 7.
 *
 * @param told the text of a property of the event, or NULL: read out of its JSON, or out of what was read already
 */
export function signalFrom(told: Told<'refills' | 'results' | 'metric' | 'value' | 'score'>): Sql {
  const number = (property: Parameters<typeof told>[0]) => numberOf(told(property))
  const metric = sql`lower(${told('metric')})`
  return sql`multiIf(
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
    event = 'Web Vital Measured' AND ifNull(${metric} = 'lcp' AND ${number('value')} > 4000, 0), 'slow_lcp',
    event = 'Web Vital Measured' AND ifNull(${metric} = 'inp' AND ${number('value')} > 500, 0), 'slow_inp',
    event = 'Web Vital Measured' AND ifNull(${metric} = 'cls' AND ${number('value')} > 0.25, 0), 'layout_shift',
    event = 'Survey Answered' AND ${isLowScore(told)}, 'low_score',
    '')`
}

/** Whether an answer's score is low, by what it is of. */
export function isLowScore(told: Told<'metric' | 'score'>): Sql {
  const metric = sql`lower(${told('metric')})`
  return sql`ifNull(${numberOf(told('score'))} <= multiIf(${metric} = 'nps', 6,
      ${metric} = 'csat', 2, ${metric} = 'ces', 3, -1), 0)`
}

/** {@link signalFrom} for a row of `events`. */
export const signalOf: Sql = signalFrom((property) => jsonText(sql`properties`, [property]))
