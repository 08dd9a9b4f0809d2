import type { RetentionRequest, RetentionResponse } from '@throughline/contract/reports'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import type { Estimate } from '../../../ui/interval-mark.tsx'
import { bucketEnd, knownUntil } from '../result/whole-bucket.ts'

/** All cohorts together, so many periods after they began. */
export interface CurvePoint {
  readonly later: number
  /** People of the cohorts for whom that period is over. */
  readonly began: number
  readonly came: number
  readonly share: Estimate
}

/**
 * The share that came back, period by period, over all cohorts for which the period is over: a cohort that is too young
 * does not pull the share down.
 */
export function retentionCurve(
  asked: RetentionRequest,
  answer: RetentionResponse,
  now: number,
): CurvePoint[] {
  const end = knownUntil(asked, now)
  const starts = answer.cohorts.map(({ start }) => start.slice(0, 10))
  const points: CurvePoint[] = []
  for (let later = 0; later <= asked.periods; later += 1) {
    let began = 0
    let came = 0
    for (const [index, { counts }] of answer.cohorts.entries()) {
      const start = starts[index + later]
      const people = counts[later]
      if (start === undefined || people === undefined || bucketEnd(start, asked.period) > end) continue
      began += counts[0] ?? 0
      came += people
    }
    const share = wilsonInterval(came, began)
    if (share) points.push({ later, began, came, share })
  }
  return points
}

/** Whether a cell's period is still going on, so that its number will grow. */
export function isUnfinished(
  asked: RetentionRequest,
  answer: RetentionResponse,
  cell: { readonly cohort: number; readonly later: number },
  now: number,
): boolean {
  const start = answer.cohorts[cell.cohort + cell.later]?.start.slice(0, 10)
  return start === undefined || bucketEnd(start, asked.period) > knownUntil(asked, now)
}
