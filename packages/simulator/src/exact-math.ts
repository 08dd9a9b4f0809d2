/**
 * Exponential and logarithm made only of operations that ECMAScript specifies to the last bit (+, −, ×, ÷).
 * `Math.exp`, `Math.log` and `**` may differ between engines, and the same seed must give the same bytes everywhere.
 */

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const EXPONENT_LIMIT = 700
const TAYLOR_TERMS = 14
const ARTANH_TERMS = 23

/** e to the power `x`; `x` is held within ±700, beyond which a double has nothing left to say. */
export function exponential(x: number): number {
  const held = Math.max(-EXPONENT_LIMIT, Math.min(EXPONENT_LIMIT, x))
  const halvings = Math.floor(held * Math.LOG2E + 0.5)
  const rest = held - halvings * LN2_HIGH - halvings * LN2_LOW
  let sum = 1
  for (let term = TAYLOR_TERMS; term >= 1; term--) sum = 1 + (rest * sum) / term
  return timesPowerOfTwo(sum, halvings)
}

/** Natural logarithm of a positive, finite number. */
export function naturalLogarithm(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) {
    throw new RangeError(`naturalLogarithm needs a positive, finite number, not ${x}.`)
  }
  let mantissa = x
  let doublings = 0
  for (; mantissa > Math.SQRT2; doublings++) mantissa /= 2
  for (; mantissa < Math.SQRT1_2; doublings--) mantissa *= 2
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let sum = 0
  for (let odd = ARTANH_TERMS; odd >= 1; odd -= 2) sum = 1 / odd + square * sum
  return 2 * ratio * sum + doublings * LN2_LOW + doublings * LN2_HIGH
}

/** The probability whose log-odds are `logOdds`. */
export function logistic(logOdds: number): number {
  return 1 / (1 + exponential(-logOdds))
}

function timesPowerOfTwo(value: number, power: number): number {
  let result = value
  for (let step = 0; step < power; step++) result *= 2
  for (let step = 0; step > power; step--) result /= 2
  return result
}
