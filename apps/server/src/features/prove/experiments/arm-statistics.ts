import type { ArmStatistics, CovariateSums } from '@throughline/statistics/experiment-arm'
import type { SurvivalBin } from '@throughline/statistics/time-to-event'
import type { LogAnswer } from './experiment-queries.ts'
import { DEFAULT_HORIZON_DAYS, DEFAULT_QUANTILE, type MeasuredMetric } from './metric.ts'
import { type ArmSumsRow, type MetricSums, noSums, sumsAt } from './queries/arm-sums.ts'

/** All units, or those of one value of a field. */
export interface Part {
  readonly field: string
  readonly value: string
}

export const everybody: Part = { field: '', value: '' }

/** The sums of one metric in one arm, phase by phase. */
export function sumsOfArm(
  rows: readonly ArmSumsRow[],
  { field, value }: Part,
  { arm, metric, phases }: { readonly arm: number; readonly metric: number; readonly phases: number },
): MetricSums[] {
  return Array.from({ length: phases }, (_, phase) => {
    const row = rows.find(
      (one) => one.arm === arm && one.phase === phase && one.field === field && one.value === value,
    )
    return row ? sumsAt(row, metric) : noSums
  })
}

/** Whether a metric is two numbers of each unit, one over the other. */
export const isRatio = ({ kind, of, steps }: MeasuredMetric['definition']): boolean =>
  kind === 'ratio' || (kind === 'funnel' && of === 'previousStep' && (steps?.length ?? 0) > 1)

/** Whether a metric tells of each unit whether it did something. */
export const isShare = (definition: MeasuredMetric['definition']): boolean =>
  ['proportion', 'retention', 'funnel'].includes(definition.kind) && !isRatio(definition)

/**
 * A metric's sums as the statistics take them.
 *
 * @param usePast whether the time before exposure is a covariate
 */
export function armStatistics(
  { definition }: MeasuredMetric,
  sums: MetricSums,
  usePast: boolean,
): ArmStatistics {
  const { n, y, yy, yyy, b, bb, yb } = sums
  const past = usePast && sums.xx > 0 ? { covariate: covariateOf(definition, sums) } : {}
  if (isShare(definition)) return { kind: 'proportion', n, successes: y, ...past }
  const powers = { n, sum: y, sumOfSquares: yy, sumOfCubes: yyy }
  if (isRatio(definition))
    return { kind: 'ratio', ...powers, denominator: { sum: b, sumOfSquares: bb }, crossProduct: yb, ...past }
  return { kind: 'mean', ...powers, ...past }
}

function covariateOf(
  definition: MeasuredMetric['definition'],
  { x, xx, xxx, xy, xyy, xxy, xb }: MetricSums,
): CovariateSums {
  return {
    sum: x,
    sumOfSquares: xx,
    sumOfCubes: xxx,
    crossProduct: xy,
    ...(isRatio(definition)
      ? { denominatorCrossProduct: xb }
      : { thirds: { outcomeSquaredTimesCovariate: xyy, outcomeTimesCovariateSquared: xxy } }),
  }
}

/** A quantile of one arm, phase by phase; null where a phase has too few units to tell it. */
export function quantileArms(
  metric: MeasuredMetric,
  answer: LogAnswer,
  arm: number,
  phases: number,
): ArmStatistics[] {
  const rows = answer.quantiles.get(metric.id) ?? []
  const quantile = metric.definition.quantile ?? DEFAULT_QUANTILE
  return Array.from({ length: phases }, (_, phase) => {
    const row = rows.find((one) => one.arm === arm && one.phase === phase)
    const { n = 0, value, lower, upper } = row ?? {}
    return { kind: 'quantile', n, quantile, value: value ?? 0, lower: lower ?? 0, upper: upper ?? 0 }
  })
}

/** The days of a timeTo metric: who could have done it on each, and who did. Phases are taken together. */
export function survivalBins(
  rows: readonly ArmSumsRow[],
  { field, value }: Part,
  {
    arm,
    course,
    definition,
  }: { readonly arm: number; readonly course: number; readonly definition: MeasuredMetric['definition'] },
): SurvivalBin[] {
  const horizon = definition.horizonDays ?? DEFAULT_HORIZON_DAYS
  const codes = new Array<number>(2 * horizon + 1).fill(0)
  for (const row of rows) {
    if (row.arm !== arm || row.field !== field || row.value !== value) continue
    for (const [code, units] of (row.courses[course] ?? []).entries())
      codes[code] = (codes[code] ?? 0) + (units ?? 0)
  }
  let atRisk = codes.reduce((sum, units) => sum + units, 0) - (codes[horizon] ?? 0)
  return Array.from({ length: horizon }, (_, day) => {
    const events = codes[day] ?? 0
    const bin = { at: day + 0.5, atRisk, events }
    atRisk -= events + (codes[horizon + day + 1] ?? 0)
    return bin
  })
}
