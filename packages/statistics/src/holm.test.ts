import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holm } from './holm.ts'

describe('Holm’s adjustment', () => {
  it('is as computed by statsmodels (multipletests, holm), whatever the order', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 1,
    ]
    const adjusted = [0.0013, 0.0048, 0.0209, 0.095, 0.1809, 0.2224, 0.2224, 0.2224, 0.2295, 1, 1, 1, 1]
    for (const [i, value] of holm(p).entries()) expect(value).toBeCloseTo(adjusted[i] ?? Number.NaN, 12)
    for (const [i, value] of holm([...p].reverse())
      .reverse()
      .entries())
      expect(value).toBeCloseTo(adjusted[i] ?? Number.NaN, 12)
  })

  it('lies between the p-values and Bonferroni’s, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        const p = values.sort((a, b) => a - b)
        for (const [i, value] of holm(p).entries()) {
          expect(value).toBeGreaterThanOrEqual(p[i] ?? 1)
          expect(value).toBeLessThanOrEqual(Math.min(1, (p[i] ?? 0) * p.length))
          expect(value).toBeGreaterThanOrEqual(holm(p)[i - 1] ?? 0)
        }
      }),
      { numRuns: 50 },
    )
    expect(holm([])).toEqual([])
    expect(() => holm([0.1, Number.NaN])).toThrow(RangeError)
  })
})
