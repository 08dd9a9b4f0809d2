import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from './wilson-interval.ts'

describe('Wilson’s interval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('is as published for %i of %i (Newcombe 1998, table I, method 3)', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('holds its estimate, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (did, didNot) => {
        const trials = did + didNot
        fc.pre(trials > 0)
        const a = wilsonInterval(did, trials)
        const b = wilsonInterval(didNot, trials)
        if (!a || !b) return false
        expect(a.low).toBeGreaterThanOrEqual(0)
        expect(a.high).toBeLessThanOrEqual(1)
        expect(a.low).toBeLessThanOrEqual(a.estimate)
        expect(a.high).toBeGreaterThanOrEqual(a.estimate)
        expect(a.low).toBeCloseTo(1 - b.high, 12)
        return true
      }),
    )
  })

  it('covers the true share in about 95 of 100 samples', () => {
    // Exact coverage over the binomial distribution, not a simulation: for n = 50 it is between 0.91 and 0.98 for all p.
    const n = 50
    for (const p of [0.05, 0.1, 0.3, 0.5]) {
      let covered = 0
      let term = (1 - p) ** n
      for (let k = 0; k <= n; k++) {
        const interval = wilsonInterval(k, n)
        if (interval && interval.low <= p && p <= interval.high) covered += term
        term *= ((n - k) / (k + 1)) * (p / (1 - p))
      }
      expect(covered).toBeGreaterThan(0.91)
      expect(covered).toBeLessThan(0.985)
    }
  })

  it('knows nothing of nobody, and refuses counts that make no sense', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(Number.NaN, 2)).toThrow(RangeError)
  })
})
