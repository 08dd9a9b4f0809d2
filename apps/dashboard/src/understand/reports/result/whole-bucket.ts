import { addDays, type Day, dayOf, startOfMonth } from '../../../view/zoned-time.ts'
import { type AskedRange, askedDays } from './asked-range.ts'

type Interval = 'day' | 'week' | 'month'

/**
 * The last bucket that lies wholly within the range and the past; -1 where there is none. What is still going on would
 * look like a fall.
 */
export function lastWholeBucket(
  buckets: readonly string[],
  asked: AskedRange & { readonly interval: Interval },
  now: number,
): number {
  const end = knownUntil(asked, now)
  const { since } = askedDays(asked)
  return buckets.findLastIndex((bucket) => {
    const start = bucket.slice(0, 10)
    return start >= since && bucketEnd(start, asked.interval) <= end
  })
}

/** The day that nothing is known from on: the range's end, or today. */
export function knownUntil(asked: AskedRange, now: number): Day {
  const { until } = askedDays(asked)
  const today = dayOf(now, asked.timezone ?? 'UTC')
  return [until, today].sort()[0] ?? today
}

/** The day after a bucket's last. */
export function bucketEnd(start: Day, interval: Interval): Day {
  if (interval === 'day') return addDays(start, 1)
  return interval === 'week' ? addDays(start, 7) : startOfMonth(start, 1)
}

/** Says in a picture's unit that its last bucket will still grow; nothing where it is over. */
export function stillGoingOn(
  buckets: readonly string[],
  asked: AskedRange & { readonly interval: Interval | 'hour' },
  now: number,
): string {
  const last = buckets.at(-1)?.slice(0, 10)
  if (last === undefined || asked.interval === 'hour') return ''
  const { until } = askedDays(asked)
  if (bucketEnd(last, asked.interval) <= knownUntil(asked, now)) return ''
  return until <= dayOf(now, asked.timezone ?? 'UTC')
    ? ` · the period ends within the last ${asked.interval}`
    : ` · the last ${asked.interval} is not over`
}
