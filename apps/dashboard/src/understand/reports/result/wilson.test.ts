import { expect, it } from 'vitest'
import { wilson } from './wilson.ts'

// Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies between %f and %f', (successes, trials, low, high) => {
  const interval = wilson(successes, trials)
  expect(interval?.low).toBeCloseTo(low, 4)
  expect(interval?.high).toBeCloseTo(high, 4)
  expect(interval?.estimate).toBe(successes / trials)
})

it('is exact at all, and undefined of nobody', () => {
  expect(wilson(20, 20)).toMatchObject({ high: 1 })
  expect(wilson(0, 0)).toBeUndefined()
})
