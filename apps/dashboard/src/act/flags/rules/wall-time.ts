import { dayOf, startOfDay } from '../../../view/zoned-time.ts'

/** A moment as a field of day and time shows it in a zone: `2026-12-01T09:30`. */
export function toWallTime(instant: string | undefined, timezone: string): string {
  const at = Date.parse(instant ?? '')
  if (Number.isNaN(at)) return ''
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  return `${dayOf(at, timezone)}T${parts}`
}

/** The moment that a field of day and time says in a zone, as ISO 8601; empty where it says none. */
export function fromWallTime(text: string, timezone: string): string {
  const [day = '', time = '00:00'] = text.split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return ''
  const midnight = startOfDay(day, timezone)
  const wanted = (hours * 60 + minutes) * 60_000
  // Where the clocks change on this day, the moment lies an hour off; which shows in the time that it would be.
  const near = midnight + wanted
  const shown = toWallTime(new Date(near).toISOString(), timezone)
  const off = Date.parse(`${shown}:00Z`) - Date.parse(`${day}T${time.slice(0, 5)}:00Z`)
  return new Date(near - off).toISOString()
}
