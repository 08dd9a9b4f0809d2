import type { SessionTable } from './session-table.ts'

const DAY_MS = 86_400_000
/** A longer period is looked at in parts of several days. */
const MOST_DAYS = 62

/** How a period is cut into days. */
export interface AnalysisPeriod {
  readonly from: number
  readonly to: number
  /** Starts of the local days from `from` on, and `to` last; milliseconds since 1970. */
  readonly midnights: readonly number[]
  /** Dates of those days: `2026-01-05`. */
  readonly days: readonly string[]
}

/** The period cut into equal parts of whole days, by the project's midnight where it has one zone offset. */
export interface PeriodDays {
  readonly count: number
  /** Milliseconds since 1970; one more than there are parts. */
  readonly bounds: readonly number[]
  /** The part of each session's start. */
  readonly of: Uint8Array
  /** The days themselves, by the calendar, with their starts and the end of the last. */
  readonly labels: readonly string[]
  readonly midnights: readonly number[]
}

/**
 * @param midnights the starts of the period's local days and its end, milliseconds since 1970
 * @param labels the dates of those days
 */
export function periodDays(
  sessions: SessionTable,
  midnights: readonly number[],
  labels: readonly string[],
): PeriodDays {
  const days = Math.max(1, midnights.length - 1)
  const step = Math.ceil(days / MOST_DAYS)
  const bounds = midnights.filter((_, index) => index % step === 0)
  const end = midnights.at(-1) ?? 0
  if (bounds.at(-1) !== end) bounds.push(end)
  const first = bounds[0] ?? 0
  const of = new Uint8Array(sessions.count)
  for (let row = 0; row < sessions.count; row++) {
    const at = sessions.start[row] ?? 0
    let part = Math.min(bounds.length - 2, Math.max(0, Math.floor((at - first) / (step * DAY_MS))))
    while (part > 0 && at < (bounds[part] ?? 0)) part--
    while (part < bounds.length - 2 && at >= (bounds[part + 1] ?? 0)) part++
    of[row] = part
  }
  return { count: Math.max(1, bounds.length - 1), bounds, of, labels, midnights }
}

/** The day of the calendar that a moment is on. */
export function dayOf({ labels, midnights }: Pick<PeriodDays, 'labels' | 'midnights'>, at: number): number {
  let day = 0
  while (day < labels.length - 1 && at >= (midnights[day + 1] ?? 0)) day++
  return day
}
