import type { DecisionRule } from './decision-rule.ts'
import { type Effect, type EffectScale, effectMoments, welchFreedom } from './effect.ts'
import type { ArmEstimate } from './experiment-arm.ts'
import { normalScore } from './normal-score.ts'
import { rootBetween } from './root-between.ts'

/** How far the arms are from what a hypothesis says, as a standard normal value: it falls as the hypothesis rises. */
export type Score = (hypothesis: number) => number

interface Pair {
  readonly control: ArmEstimate
  readonly variation: ArmEstimate
}

/**
 * The interval of all differences that a test does not reject, where the test of each one gives the arms the variance they
 * would have if it were so. It holds where the textbook interval fails, for few events and for revenue, and agrees with it
 * where there is plenty of data.
 *
 * @param scores of the difference (B − A) and of the ratio (B / A); those of `meanScores` unless said
 * @returns null where no end can be told, such as relative to a baseline that might be nothing
 */
export function scoreEffect(
  pair: Pair,
  { scale, rule, scores = meanScores(pair) }: { scale: EffectScale; rule: DecisionRule; scores?: Scores },
): Effect | null {
  const { control, variation } = pair
  const standard = effectMoments(pair, scale)
  if (!standard || standard.standardError === 0) return null
  const relative = scale === 'relative'
  if (relative && control.mean <= 0) return null
  const estimate = relative ? variation.mean / control.mean - 1 : standard.estimate
  const shift = relative ? 1 : 0
  const score = relative ? scores.ratio : scores.difference
  const freedom = scores.freedom
  const ends = invert((effect) => score(effect + shift), {
    from: estimate,
    step: standard.standardError,
    limit: rule.limit(freedom),
    least: relative ? scores.leastRatio - 1 : scores.least,
    most: relative ? Number.POSITIVE_INFINITY : scores.most,
  })
  if (!ends) return null
  // Where all but nothing is known of a ratio its score need not fall all the way: then there is no end to tell.
  const excludes = ends.low > 0 || ends.high < 0
  if (relative && excludes !== Math.abs(scores.difference(0)) > rule.limit(freedom)) return null
  const pValue = rule.pValue(scores.difference(0), freedom)
  return { estimate, ...ends, standardError: standard.standardError, pValue }
}

export interface Scores {
  readonly difference: Score
  readonly ratio: Score
  readonly freedom: number
  /** Between what ends a difference can lie, and what a ratio is at least. */
  readonly least: number
  readonly most: number
  readonly leastRatio: number
}

/** Of means, which can be anything. */
const ANYWHERE = {
  least: Number.NEGATIVE_INFINITY,
  most: Number.POSITIVE_INFINITY,
  leastRatio: Number.NEGATIVE_INFINITY,
}

/** So often the step outwards is doubled, to 4,096 standard errors, before an end is said to be nowhere. */
const MOST_DOUBLINGS = 12

function invert(
  score: Score,
  options: { from: number; step: number; limit: number; least: number; most: number },
): { low: number; high: number } | null {
  const { from, step, limit, least, most } = options
  const end = (sign: 1 | -1): number | null => {
    const bound = sign > 0 ? most : least
    const beyond = (at: number): boolean => sign * score(at) < -limit
    let reach = step
    for (let doubling = 0; doubling < MOST_DOUBLINGS; doubling++, reach *= 2) {
      const at = from + sign * reach
      if (sign * (bound - at) <= 0) break
      if (beyond(at)) return rootBetween((x) => score(x) + sign * limit, from, at)
    }
    if (!Number.isFinite(bound)) return null
    const nearly = bound - sign * 1e-9 * Math.max(1, Math.abs(bound))
    return beyond(nearly) ? rootBetween((x) => score(x) + sign * limit, from, nearly) : bound
  }
  const low = end(-1)
  const high = end(1)
  return low === null || high === null ? null : { low, high }
}

/**
 * How much two arms' variances may well differ beyond what the hypothesis makes of them: the squared prior deviation of
 * the logarithm of their ratio.
 */
const PRIOR_OF_VARIANCES = 0.04

/** Nothing is borrowed as if one arm were more than sixteen times the other. */
const FARTHEST = 16

/** A skewness beyond this is no small correction any more; that of a sample's mean by its own moments is 1 at most. */
const bounded = (skew: number): number => Math.min(1.5, Math.max(-1.5, skew))

/** Where the variances differ by more than so many of their errors, the prior gives way to what is seen. */
const PLAINLY = 3

/**
 * Scores for means. A skewed metric's variance is poorly known where units are few: an arm then borrows from both arms
 * together, in proportion to how poorly (the squared error of a log variance is about 1.5 skewness² / n, that of gamma
 * distributions). What is borrowed is scaled as if more units bought, not as if each bought more: all cumulants in
 * proportion to the mean. The skewness that unequal arms leave in the difference is then taken out of the score. Where the
 * third moment is unknown or none, the difference is Welch's and the ratio Fieller's.
 */
export function meanScores({ control: a, variation: b }: Pair): Scores {
  if (a.sides && b.sides) return sidedScores(a, b, { control: a.sides, variation: b.sides })
  const freedom = welchFreedom(a, b)
  const total = a.n + b.n
  if (a.third === null || b.third === null || !(a.mean > 0 && b.mean > 0)) {
    const plain = (weight: number, difference: number): number =>
      difference / Math.sqrt(b.variance / b.n + (weight ** 2 * a.variance) / a.n)
    return {
      difference: (d) => plain(1, b.mean - a.mean - d),
      ratio: (r) => plain(r, b.mean - r * a.mean),
      freedom,
      ...ANYWHERE,
    }
  }
  const [thirdOfA, thirdOfB] = [a.third, b.third]
  const skewness =
    (a.n * thirdOfA + b.n * thirdOfB) / total / ((a.n * a.variance + b.n * b.variance) / total) ** 1.5
  const errorOf = (n: number): number => (1.5 * skewness ** 2) / n
  const seen = Math.log(b.variance / a.variance) ** 2 - PLAINLY ** 2 * (errorOf(a.n) + errorOf(b.n))
  const differing = Math.max(PRIOR_OF_VARIANCES, seen)
  const ownShare = (n: number): number => differing / (differing + errorOf(n))
  const ownA = ownShare(a.n)
  const ownB = ownShare(b.n)
  /** Score of B's mean − weight × A's mean − difference, if B's cumulants are `times` A's. */
  const score = (difference: number, weight: number, times: number): number => {
    const scale = Math.min(FARTHEST, Math.max(1 / FARTHEST, times))
    const shared = (a.n * a.variance + (b.n * b.variance) / scale) / total
    const sharedThird = (a.n * thirdOfA + (b.n * thirdOfB) / scale) / total
    const ofA = weight ** 2 / a.n
    const ofB = 1 / b.n
    const variance =
      ofA * (ownA * a.variance + (1 - ownA) * shared) +
      ofB * (ownB * b.variance + (1 - ownB) * shared * scale)
    const kA = ownA * thirdOfA + (1 - ownA) * sharedThird
    const kB = ownB * thirdOfB + (1 - ownB) * sharedThird * scale
    const skew = (kB / b.n ** 2 - (weight ** 3 * kA) / a.n ** 2) / variance ** 1.5
    // How much of the variance is each arm's own, which rises with its own mean.
    const borrowed = (ofA * (1 - ownA) + ofB * (1 - ownB) * scale) / total
    const shareOfA = ofA * ownA + borrowed * a.n
    const shareOfB = ofB * ownB + (borrowed * b.n) / scale
    const studentised = ((shareOfB * kB) / b.n - (weight * shareOfA * kA) / a.n) / variance ** 1.5
    return normalScore(difference / Math.sqrt(variance), {
      skew: bounded(skew),
      studentised: bounded(studentised),
    })
  }
  const overall = (a.n * a.mean + b.n * b.mean) / total
  const scaleOf = (d: number): number => (d > 0 ? 1 + d / overall : 1 / (1 - d / overall))
  return {
    difference: (d) => score(b.mean - a.mean - d, 1, scaleOf(d)),
    ratio: (r) => score(b.mean - r * a.mean, r, r),
    freedom,
    ...ANYWHERE,
    leastRatio: 0,
  }
}

/**
 * Scores for estimates whose errors differ by side: each end of the interval takes the errors on its own side of both
 * arms (Zou and Donner 2008), so that it is as good as those of the arms.
 */
function sidedScores(
  a: ArmEstimate,
  b: ArmEstimate,
  sides: Record<'control' | 'variation', NonNullable<ArmEstimate['sides']>>,
): Scores {
  const { control: ofA, variation: ofB } = sides
  const score = (difference: number, weight: number): number => {
    const error =
      difference > 0 ? Math.hypot(ofB.below, weight * ofA.above) : Math.hypot(ofB.above, weight * ofA.below)
    return difference === 0 ? 0 : difference / error
  }
  return {
    difference: (d) => score(b.mean - a.mean - d, 1),
    ratio: (r) => score(b.mean - r * a.mean, r),
    freedom: Number.POSITIVE_INFINITY,
    ...ANYWHERE,
  }
}
