import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { isUnfinished } from './retention-curve.ts'

/** What all cohorts together brought, so many periods after they began. */
export interface ValuePoint {
  readonly later: number
  /** People of the cohorts for whom that period is over. */
  readonly people: number
  readonly sum: number
  readonly perPerson: number
}

/** What a person brought, period by period, over all cohorts for which the period is over. */
export function valueCurve(asked: RetentionRequest, answer: RetentionResponse, now: number): ValuePoint[] {
  const points: ValuePoint[] = []
  for (let later = 0; later <= asked.periods; later += 1) {
    const over = answer.cohorts.flatMap(({ counts, sums }, cohort) => {
      const sum = sums?.[later]
      if (typeof sum !== 'number' || isUnfinished(asked, answer, { cohort, later }, now)) return []
      return [{ people: counts[0] ?? 0, sum }]
    })
    const people = over.reduce((all, each) => all + each.people, 0)
    const sum = addUp(over.map((each) => each.sum))
    if (people > 0) points.push({ later, people, sum, perPerson: sum / people })
  }
  return points
}

/** What a cohort brought so far, from the period in which it began; null where one of its sums could not be told. */
export function broughtInAll(sums: readonly (number | null)[]): number | null {
  const known = sums.filter((sum) => sum !== null)
  return known.length < sums.length ? null : addUp(known)
}

/** Adds sums without the stray billionths of binary fractions: to the 15 digits that a double surely holds. */
export const addUp = (sums: readonly number[]): number =>
  Number(sums.reduce((all, sum) => all + sum, 0).toPrecision(15))
