import { incompleteBeta } from './incomplete-beta.ts'
import { normalQuantile, normalTail } from './normal-distribution.ts'
import { rootBetween } from './root-between.ts'

/** From here on the normal distribution of a stretched value is right to ten digits (Abramowitz and Stegun 26.7.8). */
const NEARLY_NORMAL = 1e5

/**
 * The chance that Student's t is above `t`: the upper tail, precise also where it is tiny.
 *
 * @param freedom degrees of freedom, above 0; need not be whole, and Infinity is the normal distribution
 * @throws RangeError where one of them is no such number
 * @example studentTail(2.086, 20) // 0.025
 */
export function studentTail(t: number, freedom: number): number {
  if (Number.isNaN(t) || !(freedom > 0))
    throw new RangeError(`There is no t of ${t} with ${freedom} degrees.`)
  if (t < 0) return 1 - studentTail(-t, freedom)
  if (t === Number.POSITIVE_INFINITY) return 0
  if (freedom === Number.POSITIVE_INFINITY) return normalTail(t)
  if (freedom > NEARLY_NORMAL) {
    return normalTail((t * (1 - 1 / (4 * freedom))) / Math.sqrt(1 + t ** 2 / (2 * freedom)))
  }
  return incompleteBeta(freedom / (freedom + t ** 2), freedom / 2, 0.5) / 2
}

/**
 * The value below which a share `p` of Student's t lies.
 *
 * @param p between 0 and 1, both left out
 * @param freedom degrees of freedom, above 0
 * @throws RangeError where one of them is no such number
 * @example studentQuantile(0.975, 20) // 2.085963
 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0))
    throw new RangeError(`There is no quantile ${p} with ${freedom} degrees.`)
  if (freedom === Number.POSITIVE_INFINITY) return normalQuantile(p)
  if (p > 0.5) return -studentQuantile(1 - p, freedom)
  let high = Math.max(1, -normalQuantile(p))
  while (studentTail(high, freedom) > p) high *= 2
  // By logarithms, since far out the tail is all but flat.
  return -rootBetween((t) => Math.log(studentTail(t, freedom) / p), 0, high)
}
