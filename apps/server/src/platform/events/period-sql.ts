import { integer, type Sql, sql, text } from '../analytics/sql.ts'
import { type Buckets, daysBeforeWeekOne, hourPhase } from '../calendar.ts'

const HOUR = 3_600_000

/**
 * The index of an event's bucket, from 0: the same count that `bucketsOf` labels. Days are counted by the local
 * calendar, so a day of 23 or 25 hours is one bucket. Only for events from `from` on: intDiv rounds towards zero. 16 bits hold the most
 * buckets that a range may have, and group and gather quickest.
 *
 * @param from the start of the range, by which the phase of a half-hour zone is taken
 */
export function bucketIndex({ calendar, origin }: Buckets, from: string): Sql {
  const { zone, interval, weekStartsOn } = calendar
  if (interval === 'hour') {
    const phase = hourPhase(Date.parse(from), zone)
    return sql`toInt16(intDiv(toUnixTimestamp64Milli(ts) - ${integer(origin * HOUR - phase)}, ${integer(HOUR)}))`
  }
  // toDate32, since toDate ends at 1970 and 2149.
  const date = sql`toDate32(ts, ${text(zone)})`
  if (interval === 'day') return sql`toInt16(toInt32(${date}) - ${integer(origin)})`
  if (interval === 'month')
    return sql`toInt16(toYear(${date}) * 12 + toMonth(${date}) - 1 - ${integer(origin)})`
  return sql`toInt16(intDiv(toInt32(${date}) - ${integer(origin * 7 - daysBeforeWeekOne(weekStartsOn))}, 7))`
}
