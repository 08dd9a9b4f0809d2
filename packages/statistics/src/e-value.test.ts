import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { biasFactor, eValue } from './e-value.ts'

describe('the E-value', () => {
  it('is as published for breast-feeding and respiratory death, 3.9 (1.8 to 8.7) (VanderWeele and Ding 2017)', () => {
    expect(eValue(3.9)).toBeCloseTo(7.26, 2)
    expect(eValue(1.8)).toBeCloseTo(3, 2)
  })

  it('is the strength at which a confounder just explains the ratio away, from either side', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (ratio) => {
        const strength = eValue(ratio)
        expect(biasFactor(strength, strength) / ratio).toBeCloseTo(1, 9)
        expect(eValue(1 / ratio) / strength).toBeCloseTo(1, 6)
      }),
    )
  })

  it('is 1 for no effect, and refuses what is no ratio', () => {
    expect(eValue(1)).toBe(1)
    expect(eValue(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(() => eValue(0)).toThrow(RangeError)
    expect(() => eValue(Number.NaN)).toThrow(RangeError)
    expect(() => biasFactor(0.5, 2)).toThrow(RangeError)
    expect(() => biasFactor(2, Number.NaN)).toThrow(RangeError)
  })
})
