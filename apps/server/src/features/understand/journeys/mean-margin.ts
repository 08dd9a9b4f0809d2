/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054

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
