import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysForUnits, effectForUnits, powerOf, unitsAfter, unitsForEffect } from './experiment-size.ts'

const once = { method: 'fixed' as const }

describe('the size of an experiment', () => {
  it('is Evan Miller’s: 20 %, 5 points, α 0.05, power 0.8: 1,030 an arm', () => {
    expect(unitsForEffect({ baseline: { share: 0.2 }, ...once }, 0.05)).toEqual({
      all: 2_060,
      control: 1_030,
      variation: 1_030,
    })
  })

  it('of a mean is the textbook’s (3,532 an arm for 2 of a deviation of 30)', () => {
    const design = { baseline: { mean: 12, variance: 900 }, ...once }
    expect(unitsForEffect(design, 2).control).toBe(3_532)
    expect(unitsForEffect({ ...design, varianceReduction: 0.36 }, 2).control).toBe(
      Math.round(3531.9959 * 0.64),
    )
  })

  it('looked at all the time is nearly twice that by its last day', () => {
    const design = { baseline: { mean: 12, variance: 900 } }
    const ratio = unitsForEffect(design, 2).all / unitsForEffect({ ...design, ...once }, 2).all
    expect(ratio).toBeGreaterThan(1.85)
    expect(ratio).toBeLessThan(1.95)
  })

  it('grows with uneven arms and with more variations', () => {
    const design = { baseline: { share: 0.1 }, ...once }
    const even = unitsForEffect(design, 0.01).all
    expect(unitsForEffect({ ...design, shares: [0.9, 0.1] }, 0.01).all).toBeGreaterThan(2.5 * even)
    expect(unitsForEffect({ ...design, comparisons: 3 }, 0.01).all).toBeGreaterThan(1.2 * even)
  })

  it('finds back the effect, and the power', () => {
    const method = fc.constantFrom('fixed' as const, 'anytime' as const)
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.6, noNaN: true }),
        fc.integer({ min: 100, max: 1e6 }),
        method,
        (share, units, by) => {
          const design = { baseline: { share }, method: by }
          const effect = effectForUnits(design, units)
          if (effect === null) return
          expect(Math.abs(unitsForEffect(design, effect).all - units)).toBeLessThanOrEqual(2)
          expect(powerOf(design, { effect, units })).toBeCloseTo(0.8, 6)
        },
      ),
    )
    const design = { baseline: { mean: 3, variance: 50 }, power: 0.9 }
    const effect = effectForUnits(design, 10_000) ?? Number.NaN
    expect(unitsForEffect(design, effect).all).toBe(10_000)
    expect(powerOf(design, { effect, units: 10_000 })).toBeCloseTo(0.9, 9)
  })

  it('has no rise of a share that so few units could find', () => {
    expect(effectForUnits({ baseline: { share: 0.9 }, ...once }, 10)).toBeNull()
  })

  it('refuses what makes no sense', () => {
    const design = { baseline: { share: 0.2 } }
    expect(() => unitsForEffect(design, 0)).toThrow(RangeError)
    expect(() => unitsForEffect(design, 0.9)).toThrow(RangeError)
    expect(() => unitsForEffect({ ...design, power: 1 }, 0.1)).toThrow(RangeError)
    expect(() => unitsForEffect({ ...design, shares: [0.9, 0.3] }, 0.1)).toThrow(RangeError)
    expect(() => unitsForEffect({ ...design, varianceReduction: 1 }, 0.1)).toThrow(RangeError)
    expect(() => unitsForEffect({ baseline: { mean: 1, variance: 0 } }, 0.1)).toThrow(RangeError)
    expect(() => effectForUnits(design, 0)).toThrow(RangeError)
  })
})

describe('the duration of an experiment', () => {
  it('is told by a pace or by the days before, whose people come again', () => {
    expect(daysForUnits(2_060, 300)).toBe(7)
    const arrivals = [300, 550, 750, 900, 1_000, 1_090, 1_170]
    expect(daysForUnits(900, arrivals)).toBe(4)
    expect(daysForUnits(2_000, arrivals)).toBe(7 + Math.ceil(830 / (1_170 / 7)))
    expect(daysForUnits(10, 0)).toBeNull()
    expect(daysForUnits(10, [])).toBeNull()
  })

  it('and the other way round', () => {
    expect(unitsAfter(14, 300)).toBe(4_200)
    expect(unitsAfter(3, [300, 550, 750])).toBe(750)
    expect(unitsAfter(5, [300, 550, 750])).toBe(1_250)
    expect(unitsAfter(0, [300])).toBe(0)
  })
})
