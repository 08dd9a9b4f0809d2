import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exponential, logistic, naturalLogarithm } from './exact-math.ts'

test('exponential agrees with the engine to twelve digits', () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (x) => {
      expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 12)
    }),
  )
})

test('naturalLogarithm undoes exponential', () => {
  fc.assert(
    fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (x) => {
      expect(naturalLogarithm(exponential(x))).toBeCloseTo(x, 10)
    }),
  )
})

test('naturalLogarithm agrees with the engine over the whole range of doubles', () => {
  for (const x of [Number.MIN_VALUE, 1e-300, 1e-9, 0.5, 1, 2, Math.E, 1e9, Number.MAX_VALUE]) {
    expect(naturalLogarithm(x)).toBeCloseTo(Math.log(x), 10)
  }
})

test('naturalLogarithm refuses what has no logarithm', () => {
  for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => naturalLogarithm(x)).toThrow(RangeError)
})

test('logistic is a probability, a half at zero', () => {
  expect(logistic(0)).toBe(0.5)
  expect(logistic(-800)).toBeGreaterThanOrEqual(0)
  expect(logistic(800)).toBe(1)
})
