import { describe, expect, it } from 'vitest'
import { gumbelFit, gumbelTail } from './gumbel-tail.ts'

/** Greatest rain of ten minutes in Chicago, inches, 1913 to 1947 (Chow, Maidment and Mays 1988, table 12.2.1). */
const RAIN = [
  0.49, 0.66, 0.36, 0.58, 0.41, 0.47, 0.74, 0.53, 0.76, 0.57, 0.8, 0.66, 0.68, 0.68, 0.61, 0.88, 0.49, 0.33,
  0.96, 0.94, 0.8, 0.62, 0.71, 1.11, 0.64, 0.52, 0.64, 0.34, 0.7, 0.57, 0.92, 0.66, 0.65, 0.63, 0.6,
]

describe('the Gumbel distribution of maxima', () => {
  it('is fitted as published: location 0.569 and scale 0.138 inches (Chow, Maidment and Mays 1988, example 12.2.1)', () => {
    const fit = gumbelFit(RAIN)
    expect(fit.location).toBeCloseTo(0.569, 3)
    expect(fit.scale).toBeCloseTo(0.138, 3)
  })

  it.each([
    [5, 0.78],
    [10, 0.88],
    [50, 1.11],
  ])('is exceeded once in %i years by %d inches, as published there', (years, inches) => {
    const fit = gumbelFit(RAIN)
    const quantile = fit.location - fit.scale * Math.log(-Math.log(1 - 1 / years))
    expect(quantile).toBeCloseTo(inches, 2)
    expect(gumbelTail(fit, quantile)).toBeCloseTo(1 / years, 12)
  })

  it('finds the distribution back from its own quantiles, and its far tail to many digits', () => {
    const shares = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000)
    const fit = gumbelFit(shares.map((share) => 3 - 2 * Math.log(-Math.log(share))))
    expect(fit.location).toBeCloseTo(3, 2)
    expect(fit.scale).toBeCloseTo(2, 2)
    expect(gumbelTail({ location: 3, scale: 2 }, 83) / Math.exp(-40)).toBeCloseTo(1, 12)
    expect(gumbelTail(fit, -1000)).toBe(1)
  })

  it('is a step where all maxima were the same, and refuses too few', () => {
    const fit = gumbelFit([4, 4, 4])
    expect(gumbelTail(fit, 4)).toBe(1)
    expect(gumbelTail(fit, 4.1)).toBe(0)
    expect(() => gumbelFit([4])).toThrow(RangeError)
    expect(() => gumbelFit([4, Number.NaN])).toThrow(RangeError)
  })
})
