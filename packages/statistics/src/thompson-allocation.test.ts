import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armBelief, chancesToBeBest, thompsonAllocation } from './thompson-allocation.ts'

const close = (got: readonly number[], expected: readonly number[], digits: number): void => {
  for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, digits)
}

describe('Thompson sampling', () => {
  it('gives the chance to be best, as integrated by SciPy', () => {
    const two = [
      { mean: 0, deviation: 1 },
      { mean: 1, deviation: 1 },
    ]
    close(chancesToBeBest(two), [0.2397500610935, 0.7602499389065], 8)
    const three = [
      { mean: 0.1, deviation: 0.01 },
      { mean: 0.12, deviation: 0.02 },
      { mean: 0.11, deviation: 0.005 },
    ]
    close(chancesToBeBest(three), [0.0679678011821, 0.66639943063, 0.2656327681886], 6)
    close(thompsonAllocation(two), [0.2657750549842, 0.7342249450158], 8)
  })

  it('leaves each arm its floor, sums to one and gives the same for the same', () => {
    const belief = fc.record({
      mean: fc.double({ min: -5, max: 5, noNaN: true }),
      deviation: fc.double({ min: 0.001, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(belief, { minLength: 2, maxLength: 5 }), (beliefs) => {
        const shares = thompsonAllocation(beliefs, { floor: 0.1 })
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.1 - 1e-12)
        expect(thompsonAllocation(beliefs, { floor: 0.1 })).toEqual(shares)
      }),
      { numRuns: 30 },
    )
  })

  it('thinks of an arm without data as of any other', () => {
    const prior = { mean: 0.1, deviation: 0.05 }
    expect(armBelief(null, prior)).toEqual(prior)
    const { mean, deviation } = armBelief({ mean: 0.12, standardError: 0.02 }, prior)
    close([mean, deviation], [0.117241, 0.01857], 5)
  })

  it('refuses what makes no sense', () => {
    const belief = { mean: 0, deviation: 1 }
    expect(() => thompsonAllocation([belief, belief], { floor: 0.6 })).toThrow(RangeError)
    expect(() => chancesToBeBest([belief, { mean: 0, deviation: 0 }])).toThrow(RangeError)
    expect(() => armBelief({ mean: 0, standardError: 0 }, belief)).toThrow(RangeError)
  })
})
