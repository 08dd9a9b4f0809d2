/** Power sums of one value a unit, over all units of an arm: those without the event count with 0. */
export interface PowerSums {
  readonly sum: number
  readonly sumOfSquares: number
  /** With it, intervals allow for skewness: worth having for revenue. */
  readonly sumOfCubes?: number | undefined
}

/**
 * What each unit did before it was exposed, the same metric as a rule; 0 where nothing is known. Sums run over all units
 * of the arm.
 */
export interface CovariateSums extends PowerSums {
  /** Σ outcome × covariate. */
  readonly crossProduct: number
  /** Σ denominator × covariate, for ratios; without it a ratio is not adjusted. */
  readonly denominatorCrossProduct?: number | undefined
  /** Units of which the pre-period is known at all, and their Σ outcome: being new is then a second covariate. */
  readonly known?: { readonly units: number; readonly outcomeSum: number } | undefined
  /** Σ outcome² × covariate and Σ outcome × covariate², where skewness is to be allowed for after the adjustment. */
  readonly thirds?:
    | { readonly outcomeSquaredTimesCovariate: number; readonly outcomeTimesCovariateSquared: number }
    | undefined
}

/** `successes` of `n` units did it. */
export interface ProportionArm {
  readonly kind: 'proportion'
  readonly n: number
  readonly successes: number
  readonly covariate?: CovariateSums | undefined
}

/** A count, an amount or any other number a unit; winsorised by the query where a cap is set. */
export interface MeanArm extends PowerSums {
  readonly kind: 'mean'
  readonly n: number
  readonly covariate?: CovariateSums | undefined
}

/** Σ numerator over Σ denominator, where each unit has several of both, such as revenue an order. */
export interface RatioArm extends PowerSums {
  readonly kind: 'ratio'
  readonly n: number
  readonly denominator: PowerSums
  /** Σ numerator × denominator. */
  readonly crossProduct: number
  readonly covariate?: CovariateSums | undefined
}

/** A quantile of values, with the values at the two levels that `quantileLevels(n, quantile)` names. */
export interface QuantileArm {
  readonly kind: 'quantile'
  /** Values, not units. */
  readonly n: number
  /** Between 0 and 1. */
  readonly quantile: number
  readonly value: number
  readonly lower: number
  readonly upper: number
  /** The number of values that the two levels were computed for, where it was another than `n`. */
  readonly levelsFor?: number | undefined
  /** Where a unit has several values: `below` sums its values at or below the quantile, `values` all of its values. */
  readonly units?:
    | {
        readonly n: number
        readonly below: PowerSums
        readonly values: PowerSums
        /** Σ below × values. */
        readonly crossProduct: number
      }
    | undefined
}

/** What one arm's units add up to: all that inference needs of them. */
export type ArmStatistics = SummedArmStatistics | QuantileArm

/** Those that can be added up over strata. */
export type SummedArmStatistics = ProportionArm | MeanArm | RatioArm

/** What an arm's statistics say: its mean with a variance such that variance / n is the squared standard error. */
export interface ArmEstimate {
  readonly n: number
  readonly mean: number
  readonly variance: number
  /** The mean before a covariate adjusted it: what relative effects are relative to. */
  readonly unadjustedMean: number
  /** Third central moment a unit, such that third / n² is the third cumulant of the mean; null where it is unknown. */
  readonly third: number | null
  /** Standard errors downwards and upwards, where they differ: those of a quantile. */
  readonly sides?: { readonly below: number; readonly above: number } | undefined
}

/** Why there is no answer yet. */
export type NotYetReason =
  /** An arm has no unit. */
  | 'emptyArm'
  /** An arm has so few units or events that no interval would hold. */
  | 'tooFew'
  /** All units of both arms did the same. */
  | 'noVariance'
  /** Nearly all of an arm's variance is one unit's, such as all revenue in one order. */
  | 'oneUnit'
  /** A ratio of nothing to nothing, or a relative effect on nothing. */
  | 'noBaseline'
  /** Sums that cannot be: NaN, infinite, more successes than units, squares that contradict the sum. */
  | 'impossible'

export interface NotYet {
  readonly state: 'notYet'
  readonly reason: NotYetReason
  /** Of which arm, where it is one. */
  readonly arm?: 'control' | 'variation' | undefined
  /** How many units or events an arm has and how many it needs, where that is the reason. */
  readonly has?: number | undefined
  readonly needs?: number | undefined
}
