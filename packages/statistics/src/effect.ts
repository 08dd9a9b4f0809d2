import type { DecisionRule } from './decision-rule.ts'
import type { ArmEstimate } from './experiment-arm.ts'

/** A difference between two arms, with its interval. */
export interface Effect {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly standardError: number
  /** Two-sided, of no difference. */
  readonly pValue: number
}

export type EffectScale = 'absolute' | 'relative'

/**
 * The difference of two means as the textbooks and GrowthBook have it: each arm by its own variance, Welch's degrees of
 * freedom, and relative effects by the delta method.
 *
 * @param rule what a difference is held against
 * @returns null where it is relative to nothing
 */
export function standardEffect(
  { control, variation }: { control: ArmEstimate; variation: ArmEstimate },
  { scale, rule }: { scale: EffectScale; rule: DecisionRule },
): Effect | null {
  const moments = effectMoments({ control, variation }, scale)
  if (!moments) return null
  const { estimate, standardError } = moments
  const freedom = welchFreedom(control, variation)
  const half = rule.limit(freedom) * standardError
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    standardError,
    pValue: rule.pValue(estimate / standardError, freedom),
  }
}

/** @returns estimate and standard error by the delta method; null where it is relative to nothing */
export function effectMoments(
  { control, variation }: { control: ArmEstimate; variation: ArmEstimate },
  scale: EffectScale,
): { estimate: number; standardError: number } | null {
  const ofControl = control.variance / control.n
  const ofVariation = variation.variance / variation.n
  const difference = variation.mean - control.mean
  if (scale === 'absolute') return { estimate: difference, standardError: Math.sqrt(ofControl + ofVariation) }
  const base = control.unadjustedMean
  if (base === 0) return null
  return {
    estimate: difference / base,
    standardError: Math.sqrt(
      ofVariation / base ** 2 + (ofControl * variation.unadjustedMean ** 2) / base ** 4,
    ),
  }
}

/** Welch and Satterthwaite's degrees of freedom of the difference of two means. */
export function welchFreedom(a: ArmEstimate, b: ArmEstimate): number {
  const ofA = a.variance / a.n
  const ofB = b.variance / b.n
  return (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1))
}
