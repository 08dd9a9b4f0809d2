import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOfShares } from './difference-of-shares.ts'

const of = (successes: number, trials: number) => ({ successes, trials })

describe('Newcombe’s interval of a difference', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])(
    'is as published for %i of %i less %i of %i (Newcombe 1998b, table II, method 10)',
    (a, m, b, n, low, high) => {
      const difference = differenceOfShares(of(a, m), of(b, n))
      expect(difference?.estimate).toBeCloseTo(a / m - b / n, 12)
      expect(difference?.low).toBeCloseTo(low, 4)
      expect(difference?.high).toBeCloseTo(high, 4)
    },
  )

  it('holds its estimate, stays within −1 and 1, and turns its sign with the groups', () => {
    const group = fc
      .tuple(fc.nat(1000), fc.nat(1000))
      .filter(([did, didNot]) => did + didNot > 0)
      .map(([did, didNot]) => of(did, did + didNot))
    fc.assert(
      fc.property(group, group, (first, second) => {
        const a = differenceOfShares(first, second)
        const b = differenceOfShares(second, first)
        if (!a || !b) return false
        expect(a.low).toBeLessThanOrEqual(a.estimate)
        expect(a.high).toBeGreaterThanOrEqual(a.estimate)
        expect(a.low).toBeGreaterThanOrEqual(-1 - 1e-12)
        expect(a.high).toBeLessThanOrEqual(1 + 1e-12)
        expect(a.low).toBeCloseTo(-b.high, 12)
        return true
      }),
    )
  })

  it('knows nothing of nobody', () => {
    expect(differenceOfShares(of(0, 0), of(1, 2))).toBeNull()
    expect(differenceOfShares(of(1, 2), of(0, 0))).toBeNull()
    expect(() => differenceOfShares(of(3, 2), of(1, 2))).toThrow(RangeError)
  })
})
