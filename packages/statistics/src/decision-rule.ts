import { normalQuantile, normalTail } from './normal-distribution.ts'
import { studentQuantile, studentTail } from './student-t.ts'

/** How far a standardised difference may be off before it counts, and how seldom chance takes it as far. */
export interface DecisionRule {
  /** The limit of |z|, given Welch's degrees of freedom. */
  limit(freedom: number): number
  /** Two-sided. */
  pValue(z: number, freedom: number): number
}

/**
 * One look at a size that was fixed before: Student's t with Welch's degrees of freedom.
 *
 * @param alpha the share of false alarms, between 0 and 1
 */
export function fixedHorizon(alpha: number): DecisionRule {
  checkAlpha(alpha)
  return {
    limit: (freedom) => studentQuantile(1 - alpha / 2, freedom),
    pValue: (z, freedom) => 2 * studentTail(Math.abs(z), freedom),
  }
}

/**
 * Looks at any time, as often as wanted: the asymptotic confidence sequence with a normal mixture (Waudby-Smith, Arbour,
 * Sinha, Kennedy and Ramdas 2024, theorem 2.2). The chance that the interval is ever wrong, at any of infinitely many
 * looks, is `alpha`; with the p-value of its e-process (Howard, Ramdas, McAuliffe and Sekhon 2021).
 *
 * @param alpha the share of experiments with a false alarm, between 0 and 1
 * @param units both arms together, now
 * @param plannedUnits where the interval is to be narrowest, both arms together (GrowthBook's tuning parameter)
 */
export function anytimeValid(alpha: number, units: number, plannedUnits: number): DecisionRule {
  checkAlpha(alpha)
  if (!(plannedUnits > 0)) throw new RangeError(`${plannedUnits} is no number of units above 0.`)
  const spread = units * mixtureVariance(alpha, plannedUnits)
  return {
    limit: () => Math.sqrt(2 * (1 + 1 / spread) * (Math.log1p(spread) / 2 - Math.log(alpha))),
    pValue: (z) => Math.min(1, Math.exp(Math.log1p(spread) / 2 - (z ** 2 * spread) / (2 * (1 + spread)))),
  }
}

/**
 * The same rule for variances that are themselves estimated from few units: a difference counts as the normal value that
 * is as rare as it is by Student's t. The sequence's own guarantee is for many units; this holds it from the first day on.
 */
export function allowingForFewUnits(rule: DecisionRule): DecisionRule {
  return {
    limit: (freedom) => {
      const limit = rule.limit(freedom)
      return freedom === Number.POSITIVE_INFINITY ? limit : studentQuantileOfTail(normalTail(limit), freedom)
    },
    pValue: (z, freedom) => rule.pValue(asNormal(Math.abs(z), freedom), freedom),
  }
}

const asNormal = (t: number, freedom: number): number => {
  const tail = studentTail(t, freedom)
  return tail > 0 ? -normalQuantile(tail) : t
}

const studentQuantileOfTail = (tail: number, freedom: number): number => -studentQuantile(tail, freedom)

/** ρ² with which the sequence is narrowest after so many units (Waudby-Smith et al., appendix; −W₋₁ to first order). */
function mixtureVariance(alpha: number, plannedUnits: number): number {
  const twice = -2 * Math.log(alpha)
  return (twice + Math.log(twice + 1)) / plannedUnits
}

/** @throws RangeError where it is not between 0 and 1 */
export function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`${alpha} is no share of false alarms between 0 and 1.`)
}
