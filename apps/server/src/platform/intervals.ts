/** An estimate with its 95 % interval. */
export interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054

/**
 * A share with its 95 % score interval (Wilson 1927, "Probable Inference"), which stays within 0 and 1 and holds for
 * few cases too. Null where there are none.
 *
 * @example wilson(5, 10) // { estimate: 0.5, low: 0.2366, high: 0.7634 }
 */
export function wilson(count: number, of: number): Interval | null {
  if (of === 0) return null
  const share = count / of
  const z2 = Z * Z
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of)
  const half = (Z / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  return {
    estimate: share,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  }
}

/** 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/**
 * Half the width of the 95 % interval of a mean (Student's t). Null for fewer than two values.
 *
 * @param deviation standard deviation of the sample (n − 1)
 */
export function meanMargin(deviation: number, values: number): number | null {
  if (values < 2) return null
  return ((T[values - 2] ?? Z) * deviation) / Math.sqrt(values)
}
