import type { EffectPrior } from './bayesian-effect.ts'
import { normalQuantile, normalTail } from './normal-distribution.ts'
import { rootBetween } from './root-between.ts'

export interface ObservedEffect {
  readonly estimate: number
  /** Above 0. */
  readonly standardError: number
}

export interface ShrunkEffect {
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** What share of the distance to the prior's mean is left: 1 where the data say it all. */
  readonly kept: number
}

/**
 * What to expect of a winner: those picked for being large were also lucky (the winner's curse), so the effect is drawn
 * towards what experiments usually bring (van Zwet and Cator 2021; Efron 2011). Shrinking does not depend on why the effect
 * is looked at, and holds for the best of many variations.
 *
 * @param prior of what experiments like this one bring; `effectPrior` makes it from past ones
 * @throws RangeError where a deviation is not above 0
 * @example shrunkEffect({ estimate: 0.08, standardError: 0.03 }, { mean: 0, deviation: 0.03 }) // 0.04, from −0.0016 to 0.0816
 */
export function shrunkEffect(
  { estimate, standardError }: ObservedEffect,
  prior: EffectPrior,
  alpha = 0.05,
): ShrunkEffect {
  if (!(standardError > 0 && prior.deviation > 0)) throw new RangeError('Deviations must be above 0.')
  const kept = prior.deviation ** 2 / (prior.deviation ** 2 + standardError ** 2)
  const shrunk = prior.mean + kept * (estimate - prior.mean)
  const half = normalQuantile(1 - alpha / 2) * Math.sqrt(kept) * standardError
  return { estimate: shrunk, low: shrunk - half, high: shrunk + half, kept }
}

/** Too few experiments tell nothing of the next one's. */
const FEWEST_EXPERIMENTS = 10

/**
 * What experiments bring, by the effects of past ones on the same scale: centred at no effect, with the spread beyond what
 * chance explains (the moment estimate of DerSimonian and Laird 1986, about zero).
 *
 * @returns null of fewer than ten, or where chance explains all of it
 */
export function effectPrior(past: readonly ObservedEffect[]): EffectPrior | null {
  if (past.length < FEWEST_EXPERIMENTS) return null
  let weights = 0
  let squares = 0
  for (const { estimate, standardError } of past) {
    const weight = 1 / standardError ** 2
    weights += weight
    squares += weight * estimate ** 2
  }
  const variance = (squares - past.length) / weights
  return variance > 0 ? { mean: 0, deviation: Math.sqrt(variance) } : null
}

/**
 * The effect for which what was seen is what one would expect to see of those that pass the test: the conditional maximum
 * likelihood estimate (Zhong and Prentice 2008). It needs no prior, and takes nearly all of a bare win away.
 *
 * @param limit the |z| from which an effect counted, such as 1.96
 * @throws RangeError where the effect does not pass
 * @example conditionalEffect({ estimate: 2.5, standardError: 1 }, 1.96) // 1.14
 */
export function conditionalEffect({ estimate, standardError }: ObservedEffect, limit: number): number {
  const z = Math.abs(estimate) / standardError
  if (!(z >= limit && standardError > 0))
    throw new RangeError('Only an effect that passed the test is conditional on it.')
  /** Mean of a normal value around `m`, given that it is beyond the limit on either side. */
  const expected = (m: number): number => {
    const density = (x: number): number => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)
    const beyond = normalTail(limit - m) + normalTail(limit + m)
    return m + (density(limit - m) - density(limit + m)) / beyond
  }
  return Math.sign(estimate) * standardError * rootBetween((m) => expected(m) - z, 0, z)
}
