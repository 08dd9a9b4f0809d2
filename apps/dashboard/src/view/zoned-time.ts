/** A calendar day, `2026-09-01`, without a zone. */
export type Day = string

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs about 50 µs and a page asks for the same zone a hundred times. */
function wallClock(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(timezone, made)
  return made
}

/** What a clock on the wall in `timezone` shows at `instant`, as if it were UTC milliseconds. */
function wallMilliseconds(instant: number, timezone: string): number {
  const parts: Record<string, string> = {}
  for (const { type, value } of wallClock(timezone).formatToParts(instant)) parts[type] = value
  const time = `${parts.hour}:${parts.minute}:${parts.second}`
  return Date.parse(`${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}T${time}Z`)
}

/** The calendar day that it is in `timezone` at `instant`. */
export function dayOf(instant: number, timezone: string): Day {
  return new Date(wallMilliseconds(instant, timezone)).toISOString().slice(0, 10)
}

/**
 * The instant at which `day` begins in `timezone`: midnight, or the first moment after it where a change to summer
 * time skips midnight (Beirut, Asunción).
 */
export function startOfDay(day: Day, timezone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const hours = 3_600_000
  // The offset may differ on either side of a change, so both sides are tried and the earliest that fits wins.
  const candidates = [midnight - 24 * hours, midnight + 24 * hours]
    .map((near) => midnight - (wallMilliseconds(near, timezone) - near))
    .sort((a, b) => a - b)
  const exact = candidates.find((instant) => wallMilliseconds(instant, timezone) === midnight)
  if (exact !== undefined) return exact
  // Midnight does not exist here: the later offset puts us at the first moment that does.
  return candidates.find((instant) => wallMilliseconds(instant, timezone) > midnight) ?? midnight
}

/** `day` moved by whole calendar days. */
export function addDays(day: Day, days: number): Day {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The first day of the month that lies `months` after that of `day`. */
export function startOfMonth(day: Day, months = 0): Day {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** Whole calendar days from `from` to `to`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whether `text` is a day that the calendar knows: 2026-02-30 is not. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** Every IANA zone that the browser knows to choose from; these first, each once. */
export const timezoneChoices = (...first: string[]): string[] => [
  ...new Set([...first, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
]

/** Whether the browser knows the IANA zone. An offset such as `+02:00` is none to the server. */
export function isTimezone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false
  try {
    wallClock(name)
    return true
  } catch {
    return false
  }
}
