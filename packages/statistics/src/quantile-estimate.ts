import type { ArmEstimate, QuantileArm } from './experiment-arm.ts'
import { normalQuantile } from './normal-distribution.ts'

/** The levels of a sample between which its quantile lies with 95 %; null where so few values have no such levels. */
export interface QuantileLevels {
  readonly low: number
  readonly high: number
}

const Z_95 = normalQuantile(0.975)

/**
 * At which levels of its own values an arm's quantile has its 95 % limits: p ± 1.96 √(p(1 − p) / n). A query asks for the
 * quantile and for these two, and `QuantileArm` takes all three.
 *
 * @param n how many values the arm has
 * @param quantile between 0 and 1
 * @example quantileLevels(2000, 0.5) // { low: 0.4781, high: 0.5219 }
 */
export function quantileLevels(n: number, quantile: number): QuantileLevels | null {
  if (!(quantile > 0 && quantile < 1)) throw new RangeError(`${quantile} is not a quantile between 0 and 1.`)
  const half = Z_95 * Math.sqrt((quantile * (1 - quantile)) / n)
  return half < quantile && half < 1 - quantile ? { low: quantile - half, high: quantile + half } : null
}

/**
 * A quantile with the variance that its limits imply, made larger for values that come several to a unit by how much more
 * the share below the quantile varies between units than between values (Deng, Knoblich and Lu 2018; the estimator is
 * GrowthBook's). Null where so few values have no limits.
 */
export function quantileEstimate(arm: QuantileArm): ArmEstimate | null {
  const { n, quantile, value, lower, upper, units } = arm
  if (n < 2 || !quantileLevels(n, quantile)) return null
  const levelsFor = arm.levelsFor ?? n
  const independent = (levelsFor / n) * (n - 1) * ((upper - lower) / (2 * Z_95)) ** 2
  const variance = units ? independent * clustering(arm, units) : independent
  const width = (upper - lower) / 2
  const part = width > 0 ? Math.sqrt(variance / n) / width : 0
  const sides = { below: (value - lower) * part, above: (upper - value) * part }
  return { n, mean: value, unadjustedMean: value, variance, third: null, sides }
}

/** The variance of the share below the quantile, over what it were if all values were independent. */
function clustering({ n, quantile }: QuantileArm, units: NonNullable<QuantileArm['units']>): number {
  const { n: count, below, values, crossProduct } = units
  if (count < 2 || values.sum <= 0) return 0
  const perUnit = values.sum / count
  const share = below.sum / values.sum
  const central = (products: number, a: number, b: number): number =>
    (products - (a * b) / count) / (count - 1)
  const variance =
    central(below.sumOfSquares, below.sum, below.sum) -
    2 * share * central(crossProduct, below.sum, values.sum) +
    share ** 2 * central(values.sumOfSquares, values.sum, values.sum)
  return variance / (count * perUnit ** 2) / ((quantile * (1 - quantile)) / n)
}
