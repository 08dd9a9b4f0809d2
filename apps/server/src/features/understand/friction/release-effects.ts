import type { FindingDetail } from '@throughline/contract/friction'
import { bucketsOf } from '../../../platform/calendar.ts'
import type { AnalysedFinding } from './analysis/analysis-result.ts'
import type { FrictionPeriod } from './friction-period.ts'
import type { StoredRelease } from './release-store.ts'

const DAY = 86_400_000
const COMPARED_DAYS = 7

/**
 * A finding's money a day in the seven days before and after each release, the day of the release itself in neither. Days
 * outside the period are not known; of fewer than one nothing is said.
 */
export function releaseEffects(
  releases: readonly StoredRelease[],
  course: AnalysedFinding['course'],
  { from, to, timezone }: FrictionPeriod,
): FindingDetail['releases'] {
  const money = new Map(course.map(({ day, money: lost }) => [day, lost]))
  const first = dayOf(Date.parse(from), timezone)
  const last = dayOf(Date.parse(to) - 1, timezone)
  const mean = (some: readonly string[]): number | null => {
    const known = some.filter((day) => day >= first && day <= last)
    return known.length === 0
      ? null
      : known.reduce((sum, day) => sum + (money.get(day) ?? 0), 0) / known.length
  }
  return releases.map(({ version, at }) => {
    const day = dayOf(at.getTime(), timezone)
    const distances = Array.from({ length: COMPARED_DAYS }, (_, index) => index + 1)
    return {
      version,
      at: at.toISOString(),
      before: mean(distances.map((days) => addDays(day, -days))),
      after: mean(distances.map((days) => addDays(day, days))),
    }
  })
}

function dayOf(ms: number, zone: string): string {
  const moment = { from: new Date(ms).toISOString(), to: new Date(ms + 1).toISOString() }
  const [day = ''] = bucketsOf(moment, { zone, interval: 'day', weekStartsOn: 'monday' }).labels
  return day
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, day.length)
