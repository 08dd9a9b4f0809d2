/**
 * A skewed standardised value as a standard normal one: Wilson and Hilferty's cube root, which undoes the skewness to
 * first order and keeps the order of values however far out.
 *
 * @param value a difference over its standard error
 * @param skew third cumulant of the difference over its standard error cubed
 * @param studentised covariance of the difference and its squared standard error, over the standard error cubed: where
 *   the error rises with the difference, the value's mean and skewness fall (Hall 1992, § 3.6)
 * @example normalScore(2.4, { skew: 1, studentised: 0 }) // 1.97
 */
export function normalScore(
  value: number,
  { skew, studentised }: { readonly skew: number; readonly studentised: number },
): number {
  const left = skew - 3 * studentised
  const centred = value + studentised / 2
  if (Math.abs(left) < 1e-6) return centred - (left * (centred ** 2 - 1)) / 6
  return (6 / left) * (Math.cbrt(1 + (left * centred) / 2) - 1) + left / 6
}
