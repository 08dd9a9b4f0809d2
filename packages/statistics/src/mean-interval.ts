import type { Estimate } from './wilson-interval.ts'

/** The 97.5th percentile of the normal distribution. */
const Z_95 = 1.959963984540054

/**
 * A mean with its 95 % interval by Student's t. It holds its 95 % where the mean of so many values is about normal: for
 * money, of which most sessions bring none, that needs dozens of values and several that are not zero.
 *
 * @param mean of the values
 * @param deviation standard deviation of the sample (n − 1)
 * @param count how many values; null is the answer for fewer than 10, where the approximation of t ends
 * @example meanInterval(12.4, 30, 900) // { estimate: 12.4, low: 10.44, high: 14.36 }
 */
export function meanInterval(mean: number, deviation: number, count: number): Estimate | null {
  if (!(deviation >= 0)) throw new RangeError(`${deviation} is not a standard deviation.`)
  if (!(count >= 10)) return null
  const half = (studentT(count - 1) * deviation) / Math.sqrt(count)
  return { estimate: mean, low: mean - half, high: mean + half }
}

/** The 97.5th percentile of Student's t (Cornish and Fisher's expansion; Abramowitz and Stegun 26.7.5), from 9 degrees of freedom on. */
function studentT(freedom: number): number {
  const z = Z_95
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  )
}
