import { rootBetween } from './root-between.ts'
import type { Score, Scores } from './score-effect.ts'

interface Share {
  readonly n: number
  readonly successes: number
}

/**
 * Scores for two shares: the variance is that of the most likely shares under the hypothesis (for the difference Mee 1984
 * and Miettinen and Nurminen 1985, for the ratio Koopman 1984). For no difference that is the two-proportion z test with
 * the pooled variance, so that interval and p-value always agree.
 */
export function proportionScores(control: Share, variation: Share): Scores {
  const observed = { control: control.successes / control.n, variation: variation.successes / variation.n }
  /** The distance of variation − weight × control from what it ought to be, if the shares were p and q. */
  const standardised = (
    distance: number,
    { p, q, weight }: { p: number; q: number; weight: number },
  ): number => {
    const variance = (weight ** 2 * p * (1 - p)) / control.n + (q * (1 - q)) / variation.n
    return distance === 0 ? 0 : distance / Math.sqrt(Math.max(variance, Number.MIN_VALUE))
  }
  const difference: Score = (d) => {
    const p = mostLikelyByDifference(control, variation, d)
    return standardised(observed.variation - observed.control - d, { p, q: p + d, weight: 1 })
  }
  const ratio: Score = (r) => {
    const p = mostLikelyByRatio(control, variation, r)
    return standardised(observed.variation - r * observed.control, { p, q: Math.min(1, p * r), weight: r })
  }
  return { difference, ratio, freedom: Number.POSITIVE_INFINITY, least: -1, most: 1, leastRatio: 0 }
}

/** The most likely share of control, if variation's is larger by `d`. */
function mostLikelyByDifference(control: Share, variation: Share, d: number): number {
  if (d === 0) return (control.successes + variation.successes) / (control.n + variation.n)
  const inset = 1e-12
  const low = Math.max(0, -d) + inset
  const high = Math.min(1, 1 - d) - inset
  if (low >= high) return Math.max(0, -d)
  // The slope of the likelihood, times what keeps it finite at the ends.
  const slope = (p: number): number =>
    p * (1 - p) * (variation.successes - variation.n * (p + d)) +
    (p + d) * (1 - p - d) * (control.successes - control.n * p)
  return rootBetween(slope, low, high)
}

/** The most likely share of control, if variation's is `r` times as large. */
function mostLikelyByRatio(control: Share, variation: Share, r: number): number {
  const all = control.successes + variation.successes
  if (r === 0) return control.successes / (control.n + variation.successes)
  const a = (control.n + variation.n) * r
  const b = variation.n * r + variation.successes + control.n + control.successes * r
  return (2 * all) / (b + Math.sqrt(Math.max(0, b ** 2 - 4 * a * all)))
}
