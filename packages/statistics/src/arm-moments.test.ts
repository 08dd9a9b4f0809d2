import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armSums, momentsOf, OUTCOME, VALUES } from './arm-moments.ts'
import { compareArms } from './compare-arms.ts'
import type { MeanArm } from './experiment-arm.ts'

/** The sums that a query would give: added up one by one. */
const summed = (values: readonly number[]): MeanArm => ({
  kind: 'mean',
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
})

const varianceOf = (values: readonly number[]): number =>
  momentsOf(armSums(summed(values))).covariances[OUTCOME * VALUES + OUTCOME] ?? Number.NaN

describe('the variance of sums', () => {
  it('is exact of whole numbers far from nothing, as long as their squares add up exactly', () => {
    const nearby = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 500 })
    fc.assert(
      fc.property(nearby, fc.integer({ min: 0, max: 1_000_000 }), (small, base) => {
        const expected = varianceOf(small)
        const variance = varianceOf(small.map((value) => base + value))
        if (new Set(small).size === 1) expect(variance).toBe(0)
        else expect(Math.abs(variance / expected - 1)).toBeLessThan(1e-12)
      }),
    )
  })

  it('is none of any one value, however many have it', () => {
    const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, fc.integer({ min: 2, max: 20_000 }), (one, n) => {
        expect(varianceOf(Array.from({ length: n }, () => one))).toBe(0)
      }),
    )
  })

  it('tells arms of 1,000,000 ± 1 from arms that are all the same', () => {
    const around = (base: number, n = 2000) =>
      summed(Array.from({ length: n }, (_, index) => base + (index % 2 === 0 ? 1 : -1)))
    const compared = compareArms({ control: around(1e6), variation: around(1e6 + 1) })
    expect(compared.state === 'compared' && compared.absolute.estimate).toBeCloseTo(1, 9)
    const same = compareArms({ control: summed([1e6, 1e6, 1e6]), variation: summed([1e6, 1e6, 1e6]) })
    expect(same).toMatchObject({ state: 'notYet' })
  })

  it('is none of a ratio that all units share', () => {
    const arm = (units: readonly number[]) => ({
      ...summed(units.map((value) => 0.1 * value)),
      kind: 'ratio' as const,
      denominator: summed(units),
      crossProduct: units.reduce((sum, value) => sum + 0.1 * value * value, 0),
    })
    const units = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 50, maxLength: 200 })
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(compareArms({ control: arm(a), variation: arm(b) })).toMatchObject({ state: 'notYet' })
      }),
    )
  })
})
