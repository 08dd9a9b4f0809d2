import { logBeta } from './log-gamma.ts'

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) value is `x` or less. By its continued
 * fraction (DLMF 8.17.22), on the side where that converges at once.
 *
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 * @throws RangeError where one is not
 * @example incompleteBeta(0.5, 2, 3) // 0.6875
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) throw new RangeError(`There is no I_${x}(${a}, ${b}).`)
  if (x === 0 || x === 1) return x
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a
  return Math.min(1, front / fraction(x, a, b))
}

const TINY = 1e-300
const MOST_TERMS = 20_000

/** 1 + d1/(1 + d2/(1 + …)), by Lentz's method from its start. */
function fraction(x: number, a: number, b: number): number {
  let value = 1
  let c = 1
  let d = 0
  for (let term = 1; term < MOST_TERMS; term++) {
    const m = Math.floor(term / 2)
    const step =
      term % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + step * d)
    c = notZero(1 + step / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}

const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
