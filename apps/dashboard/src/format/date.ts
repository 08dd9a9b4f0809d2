import { addDays, type Day } from '../view/zoned-time.ts'
import { locale } from './number.ts'

/** Days are drawn as UTC midnights: a calendar day has no zone of its own. */
function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
}

const longDay = dayFormat({ day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = dayFormat({ day: 'numeric', month: 'short' })
const dayAndMonth = dayFormat({ day: 'numeric', month: 'long' })
const monthAndYear = dayFormat({ month: 'short', year: 'numeric' })

/** `1 September 2026`. */
function formatDay(day: Day): string {
  return longDay.format(new Date(`${day}T00:00:00Z`))
}

/** A half-open range as people say it: `2026-09-01`, `2026-10-01` → `1–30 September 2026`. */
export function formatDayRange(since: Day, until: Day): string {
  const last = addDays(until, -1)
  if (since >= last) return formatDay(since)
  if (since.slice(0, 7) === last.slice(0, 7)) return `${Number(since.slice(8))}–${formatDay(last)}`
  const start = new Date(`${since}T00:00:00Z`)
  const first = since.slice(0, 4) === last.slice(0, 4) ? dayAndMonth.format(start) : longDay.format(start)
  return `${first} – ${formatDay(last)}`
}

/** The label of a report's bucket: `2026-09-01T14:00` → `14:00`, a day → `1 Sep`, a month → `Sep 2026`. */
export function formatBucket(bucket: string, interval: 'hour' | 'day' | 'week' | 'month'): string {
  if (interval === 'hour') {
    const time = /[T ](\d{2}:\d{2})/.exec(bucket)?.[1] ?? bucket
    return time === '00:00' ? shortDay.format(new Date(`${bucket.slice(0, 10)}T00:00:00Z`)) : time
  }
  const date = new Date(`${bucket.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return bucket
  return interval === 'month' ? monthAndYear.format(date) : shortDay.format(date)
}

/** A bucket in full, for hovers and tables: `Tue 1 Sep 2026`, `week of 31 Aug 2026`. */
export function formatBucketLong(bucket: string, interval: 'hour' | 'day' | 'week' | 'month'): string {
  const date = new Date(`${bucket.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return bucket
  if (interval === 'month') return dayFormat({ month: 'long', year: 'numeric' }).format(date)
  const day = dayFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(date)
  if (interval === 'week') return `week of ${day}`
  const time = interval === 'hour' ? /[T ](\d{2}:\d{2})/.exec(bucket)?.[1] : undefined
  return time ? `${day}, ${time}` : day
}

/** A moment in a zone: `1 Sep 2026, 14:03:22`. */
export function formatMoment(instant: string, timezone: string): string {
  return momentFormat(timezone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(instant))
}

/** The calendar day of a moment in a zone: `1 Sep 2026`. */
export function formatDate(instant: string, timezone: string): string {
  return momentFormat(timezone, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(instant))
}

/** A moment to the minute: `1 Sep 2026, 14:03`. */
export function formatMinute(instant: string, timezone: string): string {
  return momentFormat(timezone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant))
}

/** A month as a sentence says it: `March`; of another year than `now`, `March 2025`. */
export function formatMonth(instant: string, timezone: string, now: number): string {
  const year = momentFormat(timezone, { year: 'numeric' })
  const sameYear = year.format(new Date(instant)) === year.format(now)
  return momentFormat(timezone, { month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    new Date(instant),
  )
}

/** The clock alone: `14:03:22`. */
export function formatClock(instant: string, timezone: string): string {
  return momentFormat(timezone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    new Date(instant),
  )
}

const agoSteps = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const

/** `4 minutes ago`, `in 2 days`, `just now`. */
export function formatAgo(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000
  const step = agoSteps.find((candidate) => Math.abs(seconds) >= candidate.seconds)
  if (!step) return 'just now'
  const count = Math.trunc(seconds / step.seconds)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(count, step.unit)
}

function momentFormat(timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: timezone, hourCycle: 'h23', ...options })
}
