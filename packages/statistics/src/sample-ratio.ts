import { chiSquareTail } from './chi-square.ts'
import type { NotYet } from './experiment-arm.ts'
import { logGamma } from './log-gamma.ts'

/** One look at how many units each arm has. */
export interface SampleRatio {
  readonly state: 'checked'
  readonly chiSquare: number
  readonly pValue: number
  /** At p < 0.01: something between assignment and exposure may lose units of one arm. */
  readonly warns: boolean
}

const WARNS_BELOW = 0.01

/**
 * Whether units arrived in the ratio they were assigned in, on one look: Pearson's χ². Looked at daily it would warn of
 * nothing in time; `sequentialSampleRatio` is the one that may stop an experiment.
 *
 * @param counts units of each arm
 * @param weights of the split, in the same order, in any unit; each above 0
 * @throws RangeError where weights make no sense
 * @example sampleRatio([44_700, 45_489], [1, 1]) // { state: 'checked', chiSquare: 6.9, pValue: 0.0086, warns: true }
 */
export function sampleRatio(counts: readonly number[], weights: readonly number[]): SampleRatio | NotYet {
  const shares = sharesOf(weights, counts.length)
  if (!counts.every(isCount)) return { state: 'notYet', reason: 'impossible' }
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return { state: 'notYet', reason: 'emptyArm', has: 0, needs: 1 }
  let chiSquare = 0
  for (const [i, count] of counts.entries()) {
    const expected = total * (shares[i] ?? 0)
    chiSquare += (count - expected) ** 2 / expected
  }
  const pValue = chiSquareTail(chiSquare, counts.length - 1)
  return { state: 'checked', chiSquare, pValue, warns: pValue < WARNS_BELOW }
}

/** A stretch of time with one split. */
export interface RatioPhase {
  readonly weights: readonly number[]
  /** Units of each arm since the phase began, at each look in order; the last one alone will do. */
  readonly looks: readonly (readonly number[])[]
}

export interface SequentialSampleRatio {
  readonly state: 'checked'
  /** Valid at every look, however often is looked. */
  readonly pValue: number
  /** The experiment must not be read: its arms hold other people than were assigned. */
  readonly stops: boolean
  /** The phase and look at which it first stopped. */
  readonly stoppedAt: { readonly phase: number; readonly look: number } | null
}

/**
 * Whether units arrive in the ratio they were assigned in, looked at as often as wanted: the odds of any other split,
 * weighed by a Dirichlet prior around the true one, against the true one (Lindon and Malek 2022). Under the true split
 * they ever reach 1 / alpha in at most a share `alpha` of all experiments.
 *
 * @param phases in order of time; what an earlier one showed is kept
 * @param options alpha, 0.001 by default; concentration of the prior, 500 by default: smaller looks for larger deviations.
 *   At 500 an arm that lost a tenth of its 5,000 units is found without fail
 * @throws RangeError where weights or options make no sense
 * @example sequentialSampleRatio([{ weights: [1, 1], looks: [[5_000, 4_500]] }]) // { …, pValue: 1.7e-5, stops: true }
 */
export function sequentialSampleRatio(
  phases: readonly RatioPhase[],
  { alpha = 0.001, concentration = 500 }: { alpha?: number; concentration?: number } = {},
): SequentialSampleRatio | NotYet {
  if (!(alpha > 0 && alpha < 1 && concentration > 0))
    throw new RangeError('alpha must be between 0 and 1, and the concentration above 0.')
  let before = 0
  let greatest = 0
  let stoppedAt: SequentialSampleRatio['stoppedAt'] = null
  let seen = 0
  for (const [phase, { weights, looks }] of phases.entries()) {
    let evidence = 0
    for (const [look, counts] of looks.entries()) {
      const shares = sharesOf(weights, counts.length)
      if (!counts.every(isCount)) return { state: 'notYet', reason: 'impossible' }
      seen += counts.reduce((sum, count) => sum + count, 0)
      evidence = logOdds(counts, shares, concentration)
      greatest = Math.max(greatest, before + evidence)
      if (!stoppedAt && greatest >= -Math.log(alpha)) stoppedAt = { phase, look }
    }
    before += evidence
  }
  if (seen === 0) return { state: 'notYet', reason: 'emptyArm', has: 0, needs: 1 }
  return { state: 'checked', pValue: Math.exp(-greatest), stops: stoppedAt !== null, stoppedAt }
}

function logOdds(counts: readonly number[], shares: readonly number[], concentration: number): number {
  let odds = logGamma(concentration) - logGamma(concentration + counts.reduce((sum, count) => sum + count, 0))
  for (const [i, count] of counts.entries()) {
    const share = shares[i] ?? 0
    const prior = concentration * share
    odds += logGamma(prior + count) - logGamma(prior) - count * Math.log(share)
  }
  return odds
}

function sharesOf(weights: readonly number[], arms: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (
    weights.length !== arms ||
    arms < 2 ||
    !weights.every((weight) => weight > 0) ||
    !Number.isFinite(total)
  )
    throw new RangeError('Each of two or more arms needs a weight above 0.')
  return weights.map((weight) => weight / total)
}

const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0
