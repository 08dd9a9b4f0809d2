const SQRT_2_PI = Math.sqrt(2 * Math.PI)

/** From here on the continued fraction has converged after its 100 terms; below, the series has nothing to cancel. */
const FAR_OUT = 2.5

/**
 * The chance that a standard normal value is `z` or less.
 *
 * @example normalCdf(1.96) // 0.975002
 */
export function normalCdf(z: number): number {
  return normalTail(-z)
}

/**
 * The chance that a standard normal value is above `z`: the upper tail, true to 12 digits however far out (also where
 * 1 − normalCdf would be nothing but rounding). By Laplace's continued fraction far out and Abramowitz and Stegun's
 * series 26.2.11 near zero.
 *
 * @example normalTail(12) // 1.776e-33
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z))
    throw new RangeError('The normal distribution was asked for something that is no number.')
  if (z < 0) return 1 - normalTail(-z)
  return z < FAR_OUT ? 0.5 - centralMass(z) : density(z) * millsRatio(z)
}

/**
 * The value below which a share `p` of the standard normal distribution lies; −∞ for 0 and ∞ for 1. A rational start
 * (Abramowitz and Stegun 26.2.23, right to 4.5e−4), then two of Halley's steps, each of which triples the digits.
 *
 * @throws RangeError where p is not from 0 to 1
 * @example normalQuantile(0.975) // 1.959964
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a share between 0 and 1.`)
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 0.5) return 0
  const t = Math.sqrt(-2 * Math.log(p))
  let z =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3)
  for (let step = 0; step < 2; step++) {
    const miss = (p - normalTail(z)) / density(z)
    z -= miss / (1 + (z * miss) / 2)
  }
  return -z
}

const density = (z: number): number => Math.exp((-z * z) / 2) / SQRT_2_PI

/** The chance to lie between 0 and z. */
function centralMass(z: number): number {
  let term = z
  let sum = z
  for (let n = 3; term > 1e-18 * sum; n += 2) {
    term *= (z * z) / n
    sum += term
  }
  return density(z) * sum
}

/** The tail over the density: 1 / (z + 1 / (z + 2 / (z + 3 / …))), from its end. */
function millsRatio(z: number): number {
  let fraction = z
  for (let n = 100; n > 0; n--) fraction = z + n / fraction
  return 1 / fraction
}
