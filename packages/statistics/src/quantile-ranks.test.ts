import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileRanks } from './quantile-ranks.ts'

describe('the ranks that hold a quantile', () => {
  it.each([
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15],
    [25, 8, 18],
    [30, 10, 21],
    [50, 18, 33],
    [100, 40, 61],
  ])('are as published for the median of %i (Dixon and Massey 1983, table A-25)', (n, low, high) => {
    expect(quantileRanks(n, 0.5)).toEqual({ low, high })
  })

  it('hold the 75th percentile in no fewer than 95 of 100 samples, of any size', () => {
    // Exact coverage: the true quantile is between the two values where from low to high − 1 of them lie below it.
    for (let n = 16; n <= 3000; n++) {
      const ranks = quantileRanks(n, 0.75)
      expect(ranks).not.toBeNull()
      if (!ranks) continue
      let covered = 0
      for (let below = ranks.low; below < ranks.high; below++) covered += binomial(n, below, 0.75)
      expect(covered).toBeGreaterThan(0.95)
      // Nor do they hold it by being wide: at most about as much again as the next narrower pair would leave out.
      if (n > 100) expect(covered).toBeLessThan(0.98)
    }
  })

  it('are none where so few values cannot tell', () => {
    expect(quantileRanks(0, 0.75)).toBeNull()
    expect(quantileRanks(15, 0.75)).toBeNull()
    expect(quantileRanks(16, 0.75)).toEqual({ low: 9, high: 16 })
  })

  it('mirror, and stand on both sides of the quantile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 99 }), (n, percent) => {
        const ranks = quantileRanks(n, percent / 100)
        const mirrored = quantileRanks(n, 1 - percent / 100)
        if (!ranks || !mirrored) return ranks === mirrored
        expect(ranks.low).toBeLessThanOrEqual(Math.ceil((n * percent) / 100))
        expect(ranks.high).toBeGreaterThan(Math.floor((n * percent) / 100))
        expect(Math.abs(ranks.low - (n + 1 - mirrored.high))).toBeLessThanOrEqual(1)
        return true
      }),
    )
  })

  it('refuse what makes no sense', () => {
    expect(() => quantileRanks(10, 1)).toThrow(RangeError)
    expect(() => quantileRanks(-1, 0.5)).toThrow(RangeError)
    expect(() => quantileRanks(1.5, 0.5)).toThrow(RangeError)
  })
})

const logFactorials = [0]
for (let n = 1; n <= 3000; n++) logFactorials[n] = (logFactorials[n - 1] ?? 0) + Math.log(n)
const logFactorial = (n: number): number => logFactorials[n] ?? Number.NaN

const binomial = (n: number, k: number, p: number): number =>
  Math.exp(
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log(1 - p),
  )
