import {
  type ArmMoments,
  type ArmSums,
  addSums,
  armSums,
  COVARIATE,
  DENOMINATOR,
  KNOWN,
  momentsOf,
  OUTCOME,
  rounding,
  VALUES,
} from './arm-moments.ts'
import { solveCholesky } from './cholesky.ts'
import type { ArmEstimate, SummedArmStatistics } from './experiment-arm.ts'

/** Both arms' estimates, and what share of the variance of their difference the covariate took away. */
export interface ArmEstimates {
  readonly control: ArmEstimate
  readonly variation: ArmEstimate
  readonly varianceReduction: number
}

/**
 * What the sums of two arms say of their means: post-stratified where they come in strata (Miratrix, Sekhon and Yu 2013),
 * by the delta method for ratios (Deng, Knoblich and Lu 2018), and adjusted by the covariate where there is one (CUPED:
 * Deng, Xu, Kohavi and Walker 2013). Its coefficient is one for both arms, from all of their units together, so that it
 * cannot make an effect; units without a past get a coefficient of their own where `known` counts them.
 *
 * Strata in which an arm has fewer than two units are counted with their neighbour.
 *
 * @param control by stratum
 * @param variation by the same strata
 * @param weights of the strata; unless said, their units in both arms
 * @param definitions see `compareArms`
 * @returns null where no stratum has two units in each arm
 */
export function armEstimates(
  control: readonly SummedArmStatistics[],
  variation: readonly SummedArmStatistics[],
  {
    weights,
    definitions,
  }: { weights?: readonly number[] | undefined; definitions?: 'ours' | 'standard' } = {},
): ArmEstimates | null {
  const sums = (arm: SummedArmStatistics): ArmSums => armSums(arm, definitions)
  const strata = usableStrata(control.map(sums), variation.map(sums), weights)
  if (strata.length === 0) return null
  const joint = strata.map(({ arms }) => addSums(...arms))
  const total = joint.reduce((sum, { n }) => sum + n, 0)
  const allWeights = strata.reduce((sum, { weight }) => sum + weight, 0)
  const shares = strata.map(({ weight }) => weight / allWeights)
  const coefficients = covariateCoefficients(joint)
  const centre = joint.reduce(addSums).first.map((sum) => sum / total)
  const estimate = (arm: 0 | 1, using: readonly number[]): ArmEstimate =>
    estimateOf(
      strata.map(({ arms }) => arms[arm]),
      { weights: shares, coefficients: using, centre },
    )
  const adjusted = { control: estimate(0, coefficients), variation: estimate(1, coefficients) }
  const plain = coefficients.some((value) => value !== 0)
    ? { control: estimate(0, [0, 0]), variation: estimate(1, [0, 0]) }
    : adjusted
  const before = squaredError(plain)
  return { ...adjusted, varianceReduction: before > 0 ? 1 - squaredError(adjusted) / before : 0 }
}

const squaredError = (arms: { control: ArmEstimate; variation: ArmEstimate }): number =>
  arms.control.variance / arms.control.n + arms.variation.variance / arms.variation.n

interface Stratum {
  readonly arms: readonly [control: ArmSums, variation: ArmSums]
  readonly weight: number
}

function usableStrata(
  control: readonly ArmSums[],
  variation: readonly ArmSums[],
  weights: readonly number[] | undefined,
): Stratum[] {
  const usable: Stratum[] = []
  let small: Stratum | null = null
  for (const [i, a] of control.entries()) {
    const b = variation[i]
    if (!b) throw new RangeError('Both arms must come in the same strata.')
    const stratum: Stratum = { arms: [a, b], weight: weights?.[i] ?? a.n + b.n }
    const grown: Stratum = small ? together(small, stratum) : stratum
    const enough = grown.arms.every(({ n }) => n > 1)
    if (enough) usable.push(grown)
    small = enough ? null : grown
  }
  const last = usable.at(-1)
  if (small && last) usable[usable.length - 1] = together(last, small)
  return usable
}

const together = (one: Stratum, other: Stratum): Stratum => ({
  arms: [addSums(one.arms[0], other.arms[0]), addSums(one.arms[1], other.arms[1])],
  weight: one.weight + other.weight,
})

/** Of the covariate and of its being known, on the outcome (of a ratio: on its linear part), within strata. */
function covariateCoefficients(joint: readonly ArmSums[]): readonly [number, number] {
  const products = new Float64Array(4)
  const slopes = new Float64Array(2)
  for (const stratum of joint) {
    const moments = momentsOf(stratum)
    const outcome = gradient(moments, [0, 0])
    for (const [i, row] of [COVARIATE, KNOWN].entries()) {
      for (const [j, column] of [COVARIATE, KNOWN].entries())
        products[2 * i + j] = (products[2 * i + j] ?? 0) + (stratum.n - 1) * covariance(moments, row, column)
      let slope = 0
      for (const value of [OUTCOME, DENOMINATOR])
        slope += (outcome[value] ?? 0) * covariance(moments, value, row)
      slopes[i] = (slopes[i] ?? 0) + (stratum.n - 1) * slope
    }
  }
  solveCholesky(products, slopes, 2)
  return [slopes[0] ?? 0, slopes[1] ?? 0]
}

/** How the estimate moves with each of the four means. */
function gradient({ means }: ArmMoments, coefficients: readonly number[]): number[] {
  const outcome = means[OUTCOME] ?? 0
  const denominator = means[DENOMINATOR] ?? 0
  return [1 / denominator, -outcome / denominator ** 2, -(coefficients[0] ?? 0), -(coefficients[1] ?? 0)]
}

const covariance = ({ covariances }: ArmMoments, row: number, column: number): number =>
  covariances[row * VALUES + column] ?? 0

interface Adjustment {
  readonly weights: readonly number[]
  readonly coefficients: readonly number[]
  /** Means of all units: the adjusted mean is the one expected at them. */
  readonly centre: readonly number[]
}

function estimateOf(strata: readonly ArmSums[], { weights, coefficients, centre }: Adjustment): ArmEstimate {
  const n = strata.reduce((sum, stratum) => sum + stratum.n, 0)
  const moments = stratified(strata.map(momentsOf), weights, n)
  const slope = gradient(moments, coefficients)
  let sum = 0
  let size = 0
  for (let row = 0; row < VALUES; row++)
    for (let column = 0; column < VALUES; column++) {
      const part = (slope[row] ?? 0) * (slope[column] ?? 0) * covariance(moments, row, column)
      sum += part
      size += Math.abs(part)
    }
  // A ratio that is the same of all, or one that the past tells in full: what is left of the parts is their rounding.
  const variance = sum > rounding(n) * size ? sum : 0
  const unadjustedMean = (moments.means[OUTCOME] ?? 0) / (moments.means[DENOMINATOR] ?? 0)
  let mean = unadjustedMean
  for (const [i, value] of [COVARIATE, KNOWN].entries())
    mean -= (coefficients[i] ?? 0) * ((moments.means[value] ?? 0) - (centre[value] ?? 0))
  return { n, mean, variance, unadjustedMean, third: thirdOf(strata, weights, coefficients[0] ?? 0) }
}

/** The mean over strata by their share of all units, with covariances such that, divided by n, they are the means'. */
function stratified(strata: readonly ArmMoments[], weights: readonly number[], n: number): ArmMoments {
  const means = new Array<number>(VALUES).fill(0)
  const covariances = new Array<number>(VALUES * VALUES).fill(0)
  for (const [i, stratum] of strata.entries()) {
    const weight = weights[i] ?? 0
    for (const [at, mean] of stratum.means.entries()) means[at] = (means[at] ?? 0) + weight * mean
    for (const [at, value] of stratum.covariances.entries())
      covariances[at] = (covariances[at] ?? 0) + (n * weight ** 2 * value) / stratum.n
  }
  return { n, means, covariances }
}

/** Of outcome − coefficient × covariate; that units with a past have another mean is left out as of no weight. */
function thirdOf(strata: readonly ArmSums[], weights: readonly number[], coefficient: number): number | null {
  const n = strata.reduce((sum, stratum) => sum + stratum.n, 0)
  let third = 0
  for (const [i, { n: units, first, second, thirds }] of strata.entries()) {
    if (!thirds) return null
    const sum = (first[OUTCOME] ?? 0) - coefficient * (first[COVARIATE] ?? 0)
    const squares =
      (second[OUTCOME] ?? 0) -
      2 * coefficient * (second[COVARIATE] ?? 0) +
      coefficient ** 2 * (second[COVARIATE * VALUES + COVARIATE] ?? 0)
    const [yyy, yyx, yxx, xxx] = thirds
    const cubes = yyy - 3 * coefficient * yyx + 3 * coefficient ** 2 * yxx - coefficient ** 3 * xxx
    const mean = sum / units
    const central = cubes / units - (3 * mean * squares) / units + 2 * mean ** 3
    third += ((weights[i] ?? 0) ** 3 * central * n ** 2) / units ** 2
  }
  return third
}
