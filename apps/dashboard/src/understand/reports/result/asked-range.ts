import { formatDayRange } from '../../../format/date.ts'
import { type Day, dayOf } from '../../../view/zoned-time.ts'

/** The range of a request that was answered. */
export interface AskedRange {
  readonly from: string
  readonly to: string
  readonly timezone?: string
}

/** The days of a request, as its zone counts them; `until` is not included. */
export function askedDays({ from, to, timezone = 'UTC' }: AskedRange): { since: Day; until: Day } {
  return { since: dayOf(Date.parse(from), timezone), until: dayOf(Date.parse(to), timezone) }
}

/** What stands beside every number: `1–30 September 2026, Europe/Berlin`. */
export function whenWords(asked: AskedRange): string {
  const { since, until } = askedDays(asked)
  return `${formatDayRange(since, until)}, ${asked.timezone ?? 'UTC'}`
}
