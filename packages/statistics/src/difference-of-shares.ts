import { type Estimate, wilsonInterval } from './wilson-interval.ts'

/**
 * How much larger the first share is than the second, of two groups that do not overlap, with Newcombe's interval from
 * the two Wilson intervals (Newcombe 1998b, method 10), which holds its 95 % also for small counts. Null where a group is
 * empty.
 *
 * @throws RangeError where the counts make no sense
 * @example differenceOfShares({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }) // 0.2, from 0.0524 to 0.3339
 */
export function differenceOfShares(
  first: { readonly successes: number; readonly trials: number },
  second: { readonly successes: number; readonly trials: number },
): Estimate | null {
  const a = wilsonInterval(first.successes, first.trials)
  const b = wilsonInterval(second.successes, second.trials)
  if (!a || !b) return null
  const estimate = a.estimate - b.estimate
  return {
    estimate,
    low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low),
  }
}
