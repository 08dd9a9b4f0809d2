import type { ArmEstimates } from './arm-estimate.ts'
import { type Arms, estimateArms, varies } from './arms-input.ts'
import { bayesianEffect, DEFAULT_PRIOR, type EffectPrior } from './bayesian-effect.ts'
import { allowingForFewUnits, anytimeValid, fixedHorizon } from './decision-rule.ts'
import { type Effect, type EffectScale, standardEffect } from './effect.ts'
import type { ArmEstimate, ArmStatistics, NotYet } from './experiment-arm.ts'
import { proportionScores } from './proportion-scores.ts'
import { meanScores, type Scores, scoreEffect } from './score-effect.ts'

export type DecisionMethod = 'anytime' | 'fixed' | 'bayesian'

export interface CompareOptions {
  /** Looks at any time by default. */
  readonly method?: DecisionMethod
  /** Share of false alarms, 0.05 by default; of a Bayesian interval, what it leaves out. */
  readonly alpha?: number
  /** Units of both arms together at which an anytime-valid interval is to be narrowest; 5,000 by default. */
  readonly plannedUnits?: number
  /** Of relative effects; `DEFAULT_PRIOR` unless said, null for a flat one. */
  readonly prior?: EffectPrior | null
  /** `ours` holds its 95 % also for few events, revenue and unequal arms; `standard` is Welch and the delta method. */
  readonly definitions?: 'ours' | 'standard'
  /** Of the strata, above 0; unless said, their units in both arms. */
  readonly weights?: readonly number[]
}

/** Two arms, compared. Relative effects are shares of control's mean: 0.031 is 3.1 % more. */
export interface Comparison {
  readonly state: 'compared'
  readonly method: DecisionMethod
  readonly control: ArmEstimate
  readonly variation: ArmEstimate
  readonly absolute: ComparedEffect
  /** Null where control's mean may as well be nothing, so that an end of a relative effect cannot be told. */
  readonly relative: ComparedEffect | null
  /** Two-sided, of no difference at all; valid at any look for `anytime`. Null for `bayesian`. */
  readonly pValue: number | null
  /** What share of the squared standard error the covariate took away; 0 without one. */
  readonly varianceReduction: number
}

export interface ComparedEffect extends Omit<Effect, 'pValue'> {
  /** The test's on this scale: `standard` definitions have another one for relative effects. Null for `bayesian`. */
  readonly pValue: number | null
  /** For `bayesian`: the chance that the variation's mean is higher. Null for the others. */
  readonly chanceToWin: number | null
  /** For `bayesian`, on this scale, where higher is better. Null for the others. */
  readonly expectedLoss: { readonly ifShipped: number; readonly ifKept: number } | null
}

/**
 * Compares a variation with control on one metric, from nothing but what their units add up to.
 *
 * @param control one arm's statistics, or those of each stratum (such as a phase of another split) in the same order for
 *   both arms
 * @returns what is known, or why nothing is yet; never NaN
 * @throws RangeError where the options make no sense, or the arms are of different kinds or strata
 * @example
 * compareArms(
 *   { control: { kind: 'proportion', n: 44_700, successes: 8_502 }, variation: { kind: 'proportion', n: 45_489, successes: 8_279 } },
 *   { method: 'fixed' },
 * ) // absolute: −0.0082, from −0.0133 to −0.0031; pValue 0.00155
 */
export function compareArms(
  arms: {
    readonly control: ArmStatistics | readonly ArmStatistics[]
    readonly variation: ArmStatistics | readonly ArmStatistics[]
  },
  options: CompareOptions = {},
): Comparison | NotYet {
  const strata = {
    control: strataOf(arms.control),
    variation: strataOf(arms.variation),
    weights: options.weights,
  }
  const { method = 'anytime', definitions = 'ours' } = options
  const byOwnVariance = method === 'bayesian' || definitions === 'standard'
  const estimates = estimateArms(strata, byOwnVariance ? 'standard' : 'ours')
  if ('state' in estimates) return estimates
  const small = definitions === 'ours' && method !== 'bayesian' ? tooSmall(strata, estimates) : null
  if (small) return small
  const [a, b] = [varies(estimates.control), varies(estimates.variation)]
  if (byOwnVariance && !(a && b))
    return { state: 'notYet', reason: 'noVariance', arm: a ? 'variation' : b ? 'control' : undefined }
  if (method === 'bayesian') return bayesian(estimates, options)
  return frequentist(estimates, { ...options, method, scores: exactScores(strata) })
}

function frequentist(
  estimates: ArmEstimates,
  options: CompareOptions & { method: 'anytime' | 'fixed'; scores: Scores | null },
): Comparison | NotYet {
  const { control, variation } = estimates
  const { method, alpha = 0.05, plannedUnits = 5_000, definitions = 'ours', scores } = options
  const sequence = anytimeValid(alpha, control.n + variation.n, plannedUnits)
  const daily = definitions === 'standard' ? sequence : allowingForFewUnits(sequence)
  const rule = method === 'fixed' ? fixedHorizon(alpha) : daily
  const effect = (scale: EffectScale): Effect | null =>
    definitions === 'standard'
      ? standardEffect(estimates, { scale, rule })
      : scoreEffect(estimates, { scale, rule, scores: scores ?? meanScores(estimates) })
  const absolute = effect('absolute')
  if (!absolute) return { state: 'notYet', reason: 'tooFew' }
  const relative = effect('relative')
  return {
    state: 'compared',
    method,
    ...estimates,
    absolute: { ...absolute, ...NOT_BAYESIAN },
    relative: relative && { ...relative, ...NOT_BAYESIAN },
    pValue: absolute.pValue,
  }
}

const NOT_BAYESIAN = { chanceToWin: null, expectedLoss: null }

function bayesian(
  estimates: ArmEstimates,
  { alpha = 0.05, prior = DEFAULT_PRIOR }: CompareOptions,
): Comparison | NotYet {
  const effect = bayesianEffect(estimates, { alpha, prior })
  if (!effect) return { state: 'notYet', reason: 'noBaseline' }
  return {
    state: 'compared',
    method: 'bayesian',
    ...estimates,
    absolute: { ...effect.absolute, pValue: null },
    relative: { ...effect.relative, pValue: null },
    pValue: null,
  }
}

/** Means and ratios of fewer units than this in an arm are anything but normal, and so is their variance. */
const FEWEST_UNITS = 20

function tooSmall({ control }: Arms, estimates: ArmEstimates): NotYet | null {
  if (control[0]?.kind !== 'mean' && control[0]?.kind !== 'ratio') return null
  const arm = (['control', 'variation'] as const).find((name) => estimates[name].n < FEWEST_UNITS)
  if (!arm) return null
  return { state: 'notYet', reason: 'tooFew', arm, has: estimates[arm].n, needs: FEWEST_UNITS }
}

/** Two shares without strata and covariate have a test of their own. */
function exactScores({ control, variation }: Arms): Scores | null {
  const [a, b] = [control[0], variation[0]]
  if (control.length > 1 || a?.kind !== 'proportion' || b?.kind !== 'proportion') return null
  return a.covariate && b.covariate ? null : proportionScores(a, b)
}

const strataOf = (arm: ArmStatistics | readonly ArmStatistics[]): readonly ArmStatistics[] =>
  Array.isArray(arm) ? arm : [arm as ArmStatistics]
