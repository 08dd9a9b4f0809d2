import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { qValues } from './q-values.ts'

/** The fifteen tests of thrombolysis in Benjamini and Hochberg 1995, section 3.2. */
const PUBLISHED = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
]

describe('q-values', () => {
  it('report the first four of the published fifteen at 5 %', () => {
    expect(qValues(PUBLISHED).filter((q) => q <= 0.05)).toHaveLength(4)
  })

  it('are as computed by statsmodels (multipletests, fdr_bh), whatever the order', () => {
    const q = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857142857, 0.063857142857, 0.0645, 0.0765, 0.486,
      0.581181818182, 0.714875, 0.753230769231, 0.813214285714, 1,
    ]
    const turned = qValues([...PUBLISHED].reverse()).reverse()
    for (const [i, value] of qValues(PUBLISHED).entries()) {
      expect(value).toBeCloseTo(q[i] ?? Number.NaN, 11)
      expect(turned[i]).toBe(value)
    }
  })

  it('are never below their p-values, never above Bonferroni’s, and keep the order', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(share, { maxLength: 50 }), (p) => {
        const sorted = p.sort((a, b) => a - b)
        const q = qValues(sorted)
        for (const [i, value] of q.entries()) {
          expect(value).toBeGreaterThanOrEqual(sorted[i] ?? Number.NaN)
          expect(value).toBeLessThanOrEqual(Math.min(1, (sorted[i] ?? 0) * p.length))
          expect(value).toBeGreaterThanOrEqual(q[i - 1] ?? 0)
        }
      }),
    )
  })

  it('are none of none, and refuse what is no p-value', () => {
    expect(qValues([])).toEqual([])
    expect(() => qValues([0.1, Number.NaN])).toThrow(RangeError)
    expect(() => qValues([-0.1])).toThrow(RangeError)
    expect(() => qValues([1.1])).toThrow(RangeError)
  })
})
