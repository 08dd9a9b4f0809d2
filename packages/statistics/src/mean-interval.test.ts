import { describe, expect, it } from 'vitest'
import { meanInterval } from './mean-interval.ts'

describe('the interval of a mean', () => {
  it.each([
    [9, 2.262],
    [10, 2.228],
    [15, 2.131],
    [29, 2.045],
    [60, 2],
    [120, 1.98],
    [1_000_000, 1.96],
  ])('has Student’s t as published for %i degrees of freedom', (freedom, t) => {
    const count = freedom + 1
    const interval = meanInterval(5, Math.sqrt(count), count)
    expect(interval?.estimate).toBe(5)
    expect(interval?.high).toBeCloseTo(5 + t, 3)
    expect(interval?.low).toBeCloseTo(5 - t, 3)
  })

  it('tells nothing from a few values, and refuses what makes no sense', () => {
    expect(meanInterval(5, 1, 9)).toBeNull()
    expect(meanInterval(0, 0, 0)).toBeNull()
    expect(() => meanInterval(5, -1, 10)).toThrow(RangeError)
    expect(() => meanInterval(5, Number.NaN, 10)).toThrow(RangeError)
  })
})
