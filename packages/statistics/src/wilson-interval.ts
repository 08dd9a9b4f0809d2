/** An estimate with its interval; all three are shares from 0 to 1. */
export interface Estimate {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/** The 97.5th percentile of the normal distribution: both tails together leave 5 %. */
const Z_95 = 1.959963984540054

/**
 * A share with Wilson's score interval (Wilson 1927; method 3 of Newcombe 1998), which holds its 95 % also for small
 * counts and for shares near 0 and 1, where the textbook interval does not.
 *
 * @param successes how many did, from 0 to `trials`
 * @param trials how many could have; null is the answer for none
 * @throws RangeError where the counts make no sense
 * @example wilsonInterval(81, 263) // { estimate: 0.308, low: 0.2553, high: 0.3662 }
 */
export function wilsonInterval(successes: number, trials: number): Estimate | null {
  if (!(successes >= 0 && successes <= trials && Number.isFinite(trials))) {
    throw new RangeError(`${successes} of ${trials} is not a share.`)
  }
  if (trials === 0) return null
  const share = successes / trials
  const z2 = Z_95 ** 2
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
  const half = (Z_95 / (1 + z2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2))
  return {
    estimate: share,
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  }
}
