import { checkAlpha } from './decision-rule.ts'
import { effectMoments } from './effect.ts'
import type { ArmEstimate } from './experiment-arm.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'

/** What is thought of effects before this experiment: relative ones, normally distributed. */
export interface EffectPrior {
  readonly mean: number
  readonly deviation: number
}

/** No effect more likely than any other one, and 19 of 20 within ±59 %: proper, and weak for all but tiny experiments. */
export const DEFAULT_PRIOR: EffectPrior = { mean: 0, deviation: 0.3 }

/** What is thought of an effect after the experiment. */
export interface PosteriorEffect {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly standardError: number
  /** The chance that the variation's mean is the higher one. */
  readonly chanceToWin: number
  /** Expected loss where the higher mean is the better one: of shipping the variation, of keeping control. */
  readonly expectedLoss: { readonly ifShipped: number; readonly ifKept: number }
}

export interface BayesianEffect {
  readonly absolute: PosteriorEffect
  readonly relative: PosteriorEffect
}

/**
 * The effect by Bayes' rule: a normal prior of the relative effect meets the normal likelihood of its delta-method
 * estimate, as in GrowthBook's engine.
 *
 * @param prior null for a flat one, which is no opinion at all and takes every early swing at its word
 * @returns null where there is nothing to be relative to
 * @example bayesianEffect({ control, variation }, { alpha: 0.05, prior: DEFAULT_PRIOR })
 */
export function bayesianEffect(
  pair: { control: ArmEstimate; variation: ArmEstimate },
  { alpha, prior }: { alpha: number; prior: EffectPrior | null },
): BayesianEffect | null {
  checkAlpha(alpha)
  if (prior && !(prior.deviation > 0)) throw new RangeError('The deviation of a prior must be above 0.')
  const ofRelative = effectMoments(pair, 'relative')
  const ofAbsolute = effectMoments(pair, 'absolute')
  if (!ofRelative || !ofAbsolute) return null
  const base = Math.abs(pair.control.unadjustedMean)
  const onBase = prior && { mean: prior.mean * base, deviation: prior.deviation * base }
  return { absolute: posterior(ofAbsolute, onBase, alpha), relative: posterior(ofRelative, prior, alpha) }
}

function posterior(
  { estimate, standardError }: { estimate: number; standardError: number },
  prior: EffectPrior | null,
  alpha: number,
): PosteriorEffect {
  const precision = 1 / standardError ** 2
  const before = prior ? 1 / prior.deviation ** 2 : 0
  const mean = (estimate * precision + (prior?.mean ?? 0) * before) / (precision + before)
  const deviation = 1 / Math.sqrt(precision + before)
  const half = normalQuantile(1 - alpha / 2) * deviation
  const ifKept = deviation * unitLoss(mean / deviation)
  return {
    estimate: mean,
    low: mean - half,
    high: mean + half,
    standardError: deviation,
    chanceToWin: normalCdf(mean / deviation),
    expectedLoss: { ifShipped: deviation * unitLoss(-mean / deviation), ifKept },
  }
}

/** E[max(0, Z + m)] of a standard normal Z. */
const unitLoss = (m: number): number => Math.exp(-(m ** 2) / 2) / Math.sqrt(2 * Math.PI) + m * normalCdf(m)
