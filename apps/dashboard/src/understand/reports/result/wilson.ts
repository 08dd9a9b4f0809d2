import type { Estimate } from '../../../ui/interval-mark.tsx'

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054

/**
 * A share with its 95 % interval by the score method (Wilson 1927), which stays within 0 and 1 and holds for small
 * numbers. Undefined where there is nobody to take a share of.
 *
 * @example wilson(81, 263) // { estimate: 0.308, low: 0.2553, high: 0.3662 }
 */
export function wilson(successes: number, trials: number): Estimate | undefined {
  if (trials <= 0) return undefined
  const share = successes / trials
  const spread = (z * z) / trials
  const centre = (share + spread / 2) / (1 + spread)
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials))
  // At none and at all, the bound is exact; rounding would leave it a hair beside.
  return {
    estimate: share,
    low: successes <= 0 ? 0 : Math.max(0, centre - half),
    high: successes >= trials ? 1 : Math.min(1, centre + half),
  }
}
