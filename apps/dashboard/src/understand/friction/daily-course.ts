import type { Finding } from '@throughline/contract/friction'
import { addDays, type Day, dayOf, daysBetween, isDay } from '../../view/zoned-time.ts'

/** A part of the period: one day, or several of a long period. */
interface CoursePart {
  /** The calendar day with which it begins. */
  readonly day: Day
  /** Money at risk a day. */
  readonly money: number
}

/**
 * What a finding costs a day. Long periods come in equal parts of several days; the last one may be shorter.
 *
 * @param until the day after the period's last
 */
export function dailyCourse(
  course: Finding['course'],
  timezone: string,
  until: Day,
): { readonly parts: readonly CoursePart[]; readonly days: number } {
  const days = course.map(({ day }) => (isDay(day) ? day : dayOf(Date.parse(day), timezone)))
  const [first, second] = days
  const step = first !== undefined && second !== undefined ? Math.max(1, daysBetween(first, second)) : 1
  const parts = course.map(({ money }, index) => {
    const day = days[index] ?? until
    const end = days[index + 1] ?? (until > day ? until : addDays(day, 1))
    return { day, money: money / Math.min(step, Math.max(1, daysBetween(day, end))) }
  })
  return { parts, days: step }
}

/** The part that a day belongs to; undefined for one before the course. */
export function partOf(parts: readonly CoursePart[], day: Day): number | undefined {
  const index = parts.findLastIndex((part) => part.day <= day)
  return index < 0 ? undefined : index
}
