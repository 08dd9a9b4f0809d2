import { logGamma } from './log-gamma.ts'

/**
 * The chance that a χ² value is above `x`: the upper tail, precise also where it is tiny. By the series of the lower
 * incomplete gamma function near zero (DLMF 8.7.1) and the continued fraction of the upper one further out (8.9.2).
 *
 * @param freedom degrees of freedom, above 0
 * @throws RangeError where one of them is no such number
 * @example chiSquareTail(3.841, 1) // 0.05001
 */
export function chiSquareTail(x: number, freedom: number): number {
  if (!(x >= 0 && freedom > 0)) throw new RangeError(`There is no χ² of ${x} with ${freedom} degrees.`)
  if (x === 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  const shape = freedom / 2
  const half = x / 2
  const front = Math.exp(shape * Math.log(half) - half - logGamma(shape))
  return half < shape + 1
    ? Math.max(0, 1 - front * lowerSeries(shape, half))
    : front * upperFraction(shape, half)
}

/** Σ x^n / (s (s + 1) … (s + n)). */
function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

/** 1 / (x + 1 − s − 1(1 − s) / (x + 3 − s − …)), by Lentz's method. */
function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let value = d
  for (let n = 1; n < 10_000; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}
