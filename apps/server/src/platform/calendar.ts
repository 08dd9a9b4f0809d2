import { AppError } from './app-error.ts'
import type { IsoRange } from './range.ts'
import { checkedZone } from './time-zone.ts'

export type Interval = 'hour' | 'day' | 'week' | 'month'
export type WeekStart = 'monday' | 'sunday'

/** How a report cuts time: by whose clock, into what. */
export interface Calendar {
  /** IANA zone. */
  readonly zone: string
  readonly interval: Interval
  readonly weekStartsOn: WeekStart
}

/**
 * A run of buckets. The store computes the same number for an event as `origin` counts from, so a bucket is an index:
 * local days since 1970, weeks, months, or hours of the absolute clock.
 */
export interface Buckets {
  readonly calendar: Calendar
  /** Number of the first bucket. */
  readonly origin: number
  /** Local dates (`2026-01-05`); for hours local ISO times with their offset, so a repeated hour is told apart. */
  readonly labels: readonly string[]
}

const MOST_BUCKETS = 2000
const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * The buckets of a range, empty ones too.
 *
 * @throws AppError `invalid` for a zone that does not exist, a range that ends before it starts or has too many buckets
 * @example bucketsOf({ from: '2026-03-28T23:00:00Z', to: '2026-03-30T22:00:00Z' }, { zone: 'Europe/Berlin', interval: 'day', weekStartsOn: 'monday' }).labels // ['2026-03-29', '2026-03-30']
 */
export function bucketsOf(range: IsoRange, asked: Calendar): Buckets {
  const { from, to } = checkedRange(range)
  const calendar = { ...asked, zone: checkedZone(asked.zone) }
  const origin = bucketNumber(from, calendar)
  const count = bucketNumber(to - 1, calendar) - origin + 1
  if (count > MOST_BUCKETS)
    throw new AppError(
      'invalid',
      `from: the range has ${count} ${calendar.interval}s; ${MOST_BUCKETS} are the most. Choose a shorter range or a longer interval.`,
      { field: 'from' },
    )
  const labels = Array.from({ length: count }, (_, index) => label(origin + index, calendar, from))
  return { calendar, origin, labels }
}

/** The range in milliseconds. */
export function checkedRange({ from, to }: IsoRange): { from: number; to: number } {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (!Number.isFinite(start))
    throw new AppError('invalid', 'from: must be a time in ISO 8601.', { field: 'from' })
  if (!Number.isFinite(end)) throw new AppError('invalid', 'to: must be a time in ISO 8601.', { field: 'to' })
  if (start >= end) throw new AppError('invalid', 'to: must be later than from.', { field: 'to' })
  if (start < EARLIEST || end > LATEST)
    throw new AppError('invalid', 'from: must lie between the years 1900 and 2299.', { field: 'from' })
  return { from: start, to: end }
}

/** What the store's timestamps can hold. */
const EARLIEST = Date.UTC(1900, 0, 2)
const LATEST = Date.UTC(2299, 0, 1)

/** The range just before one of the same length: whole months where it is whole months, else whole local days, else exact time. */
export function previousRange(range: IsoRange, { zone, interval }: Calendar): IsoRange {
  const { from, to } = checkedRange(range)
  const [start, end] = [localTime(from, zone), localTime(to, zone)]
  const iso = (ms: number) => new Date(ms).toISOString()
  if (start % DAY !== 0 || end % DAY !== 0) return { from: iso(from - (to - from)), to: range.from }
  if (interval === 'month' && isFirst(start) && isFirst(end)) {
    const months = monthNumber(end) - monthNumber(start)
    return { from: iso(instantOf(monthStart(monthNumber(start) - months), zone)), to: range.from }
  }
  return { from: iso(instantOf(start - (end - start), zone)), to: range.from }
}

/** The first instant of a bucket. */
export function startOfBucket(number: number, calendar: Calendar): number {
  return instantOf(localStart(number, calendar), calendar.zone)
}

/** 1970-01-01 was a Thursday: the first Monday lies 3 days before the Monday after, the first Sunday 4. */
export const daysBeforeWeekOne = (start: WeekStart): number => (start === 'monday' ? 3 : 4)

/** Milliseconds by which the hours of a zone's clock are off the absolute clock's: 30 or 45 minutes in a few zones. */
export const hourPhase = (ms: number, zone: string): number => modulo(offsetOf(ms, zone), HOUR)

function bucketNumber(ms: number, calendar: Calendar): number {
  const { zone, interval, weekStartsOn } = calendar
  if (interval === 'hour') return Math.floor((ms + hourPhase(ms, zone)) / HOUR)
  const local = localTime(ms, zone)
  const day = Math.floor(local / DAY)
  if (interval === 'day') return day
  if (interval === 'week') return Math.floor((day + daysBeforeWeekOne(weekStartsOn)) / 7)
  return monthNumber(local)
}

function label(number: number, calendar: Calendar, from: number): string {
  if (calendar.interval !== 'hour')
    return new Date(localStart(number, calendar)).toISOString().slice(0, 'yyyy-mm-dd'.length)
  const instant = number * HOUR - hourPhase(from, calendar.zone)
  const offset = offsetOf(instant, calendar.zone)
  return new Date(instant + offset).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length) + offsetText(offset)
}

/** The bucket's first local time, as if the local clock were UTC. */
function localStart(number: number, { interval, weekStartsOn }: Calendar): number {
  if (interval === 'day') return number * DAY
  if (interval === 'week') return (number * 7 - daysBeforeWeekOne(weekStartsOn)) * DAY
  return monthStart(number)
}

const monthNumber = (local: number): number => {
  const date = new Date(local)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

const monthStart = (number: number): number => Date.UTC(Math.floor(number / 12), modulo(number, 12), 1)
const isFirst = (local: number): boolean => new Date(local).getUTCDate() === 1
const modulo = (value: number, by: number): number => ((value % by) + by) % by
const localTime = (ms: number, zone: string): number => ms + offsetOf(ms, zone)

/** The instant at which the local clock first shows a time; the end of the gap where a spring change skips it. */
function instantOf(local: number, zone: string): number {
  const early = local - Math.max(offsetOf(local - DAY, zone), offsetOf(local + DAY, zone))
  const late = local - Math.min(offsetOf(local - DAY, zone), offsetOf(local + DAY, zone))
  if (localTime(early, zone) === local) return early
  if (localTime(late, zone) === local) return late
  // Neither offset shows it: the clock jumped over it. The jump lies between the two candidates.
  let [low, high] = [early, late]
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (localTime(middle, zone) >= local) high = middle
    else low = Math.max(middle, low + 1000)
  }
  return high
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
function offsetOf(ms: number, zone: string): number {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute, second } = parts
  const shown = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return shown - Math.floor(ms / 1000) * 1000
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60_000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
