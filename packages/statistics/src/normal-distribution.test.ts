import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile, normalTail } from './normal-distribution.ts'

const ratio = (a: number, b: number): number => Math.abs(a / b - 1)

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145707],
    [1.96, 0.024997895148220435],
    [2.4, 0.008197535924596131],
    [2.5, 0.006209665325776132],
    [2.6, 0.004661188023718747],
    [3, 0.0013498980316300933],
    [5, 2.866515718791933e-7],
    [8, 6.22096057427174e-16],
    [12, 1.776482112077653e-33],
    [20, 2.7536241186061556e-89],
    [37, 5.7255712225239266e-300],
  ])('has above %d the tail %d to twelve digits (SciPy 1: norm.sf)', (z, tail) => {
    expect(ratio(normalTail(z), tail)).toBeLessThan(1e-12)
    expect(ratio(normalCdf(-z), tail)).toBeLessThan(1e-12)
    expect(normalTail(-z)).toBeCloseTo(1 - tail, 15)
  })

  it.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.1, -1.2815515655446004],
    [0.25, -0.6744897501960817],
    [0.49999, -2.5066282748960008e-5],
    [0.7, 0.5244005127080407],
  ])('has %d of its values below %d (SciPy 1: norm.ppf)', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 12)
  })

  it('finds back each value by its share', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-9)
      }),
    )
  })

  it('falls everywhere, also where the series hands over to the fraction', () => {
    for (let z = 2.49; z < 2.51; z += 1e-5) expect(normalTail(z + 1e-5)).toBeLessThan(normalTail(z))
  })

  it('ends at 0 and 1, and refuses what makes no sense', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalCdf(100)).toBe(1)
    expect(normalTail(100)).toBe(0)
    expect(normalTail(Number.POSITIVE_INFINITY)).toBe(0)
    expect(() => normalQuantile(1.1)).toThrow(RangeError)
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError)
    expect(() => normalTail(Number.NaN)).toThrow(RangeError)
  })
})
