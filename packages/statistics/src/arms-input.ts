import { type ArmEstimates, armEstimates } from './arm-estimate.ts'
import { impossibleSums } from './arm-moments.ts'
import type {
  ArmEstimate,
  ArmStatistics,
  CovariateSums,
  NotYet,
  SummedArmStatistics,
} from './experiment-arm.ts'
import { quantileEstimate } from './quantile-estimate.ts'

/** One arm's strata, in the same order for both arms. */
export interface Arms {
  readonly control: readonly ArmStatistics[]
  readonly variation: readonly ArmStatistics[]
  /** Of the strata; unless said, their units in both arms. */
  readonly weights?: readonly number[] | undefined
}

/**
 * What two arms' statistics say of their means, or why nothing yet.
 *
 * @throws RangeError where the arms are of different kinds or strata
 */
export function estimateArms(arms: Arms, definitions: 'ours' | 'standard' = 'ours'): ArmEstimates | NotYet {
  checkStrata(arms)
  for (const arm of ['control', 'variation'] as const) {
    const reason = notYetOf(arms[arm])
    if (reason) return { state: 'notYet', arm, ...reason }
  }
  const estimates =
    isSummed(arms.control) && isSummed(arms.variation)
      ? armEstimates(...bothOrNone(arms.control, arms.variation), { weights: arms.weights, definitions })
      : quantileEstimates(arms)
  if (!estimates) return { state: 'notYet', reason: 'tooFew' }
  return withoutVariance(estimates, arms.control[0]?.kind ?? 'mean') ?? estimates
}

/** Nobody of a stratum did anything before. */
const NO_PAST: CovariateSums = {
  sum: 0,
  sumOfSquares: 0,
  sumOfCubes: 0,
  crossProduct: 0,
  denominatorCrossProduct: 0,
  thirds: { outcomeSquaredTimesCovariate: 0, outcomeTimesCovariateSquared: 0 },
}

/** A covariate that one arm lacks altogether is no covariate; a stratum that lacks it had nothing of it. */
function bothOrNone(
  control: readonly SummedArmStatistics[],
  variation: readonly SummedArmStatistics[],
): [readonly SummedArmStatistics[], readonly SummedArmStatistics[]] {
  const both = [control, variation].every((arm) => arm.some(({ covariate }) => covariate))
  const filled = (arm: SummedArmStatistics): SummedArmStatistics => ({
    ...arm,
    covariate: both ? (arm.covariate ?? NO_PAST) : undefined,
  })
  return [control.map(filled), variation.map(filled)]
}

function checkStrata({ control, variation, weights }: Arms): void {
  if (
    weights &&
    !(
      weights.length === control.length &&
      weights.every((weight) => weight > 0 && weight < Number.POSITIVE_INFINITY)
    )
  )
    throw new RangeError('Each stratum needs a weight above 0.')
  const kind = control[0]?.kind
  if (control.length === 0 || control.length !== variation.length)
    throw new RangeError('Both arms must come in the same strata, at least one.')
  if ([...control, ...variation].some((stratum) => stratum.kind !== kind))
    throw new RangeError('Both arms must be of one kind in all strata.')
}

/** Squares of which the largest unit holds no less than this share, by all that the cubes tell of it. */
const ALL_OF_ONE = 0.95

function notYetOf(strata: readonly ArmStatistics[]): Pick<NotYet, 'reason' | 'has' | 'needs'> | null {
  if (strata.some((stratum) => impossibleSums(stratum))) return { reason: 'impossible' }
  const has = strata.reduce((sum, { n }) => sum + n, 0)
  if (has === 0) return { reason: 'emptyArm', has, needs: 2 }
  if (has === 1) return { reason: 'tooFew', has, needs: 2 }
  let squares = 0
  let cubes = 0
  let sums = 0
  let denominators = 0
  for (const stratum of strata) {
    if (stratum.kind === 'ratio') denominators += stratum.denominator.sum
    if (stratum.kind !== 'mean') continue
    squares += stratum.sumOfSquares
    cubes += stratum.sumOfCubes ?? 0
    sums += stratum.sum
  }
  if (strata[0]?.kind === 'ratio' && denominators === 0) return { reason: 'noBaseline' }
  // The largest value's share of the squares is at least (Σ|x|³)² / (Σx²)³; without cubes only a single value shows.
  const share =
    cubes === 0 ? Number(Math.abs(sums ** 2 - squares) < 1e-9 * squares) : cubes ** 2 / squares ** 3
  return squares > 0 && share > ALL_OF_ONE ? { reason: 'oneUnit' } : null
}

/** Shares can be compared where one arm has none or all; other means only where both arms vary. */
function withoutVariance({ control, variation }: ArmEstimates, kind: ArmStatistics['kind']): NotYet | null {
  const [a, b] = [varies(control), varies(variation)]
  if (kind === 'proportion' ? a || b : a && b) return null
  return { state: 'notYet', reason: 'noVariance', arm: a ? 'variation' : b ? 'control' : undefined }
}

/** @returns whether an arm's units differ; rounding is out of the variance already */
export const varies = ({ variance }: ArmEstimate): boolean => variance > 0

const isSummed = (strata: readonly ArmStatistics[]): strata is readonly SummedArmStatistics[] =>
  strata[0]?.kind !== 'quantile'

/**
 * Strata of quantiles are averaged by their share of all values; one in which an arm has too few values to tell is left
 * out. A covariate does nothing for them.
 */
function quantileEstimates({ control, variation, weights }: Arms): ArmEstimates | null {
  const estimate = (arm: ArmStatistics | undefined): ArmEstimate | null =>
    arm?.kind === 'quantile' ? quantileEstimate(arm) : null
  const known = control.flatMap((stratum, i) => {
    const [a, b] = [estimate(stratum), estimate(variation[i])]
    return a && b ? { a, b, weight: weights?.[i] ?? a.n + b.n } : []
  })
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const average = (of: (stratum: (typeof known)[number]) => ArmEstimate): ArmEstimate => {
    const n = known.reduce((sum, stratum) => sum + of(stratum).n, 0)
    let mean = 0
    const squares = { both: 0, below: 0, above: 0 }
    for (const stratum of known) {
      const arm = of(stratum)
      const share = stratum.weight / total
      mean += share * arm.mean
      squares.both += (share ** 2 * arm.variance) / arm.n
      squares.below += (share * (arm.sides?.below ?? 0)) ** 2
      squares.above += (share * (arm.sides?.above ?? 0)) ** 2
    }
    const sides = { below: Math.sqrt(squares.below), above: Math.sqrt(squares.above) }
    return { n, mean, unadjustedMean: mean, variance: squares.both * n, third: null, sides }
  }
  return { control: average(({ a }) => a), variation: average(({ b }) => b), varianceReduction: 0 }
}
