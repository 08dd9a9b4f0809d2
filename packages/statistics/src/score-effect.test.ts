import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armEstimates } from './arm-estimate.ts'
import { allowingForFewUnits, anytimeValid, fixedHorizon } from './decision-rule.ts'
import { standardEffect } from './effect.ts'
import type { MeanArm } from './experiment-arm.ts'
import { normalScore } from './normal-score.ts'
import { scoreEffect } from './score-effect.ts'
import { seededRandom } from './seeded-random.ts'

const sums = (values: readonly number[]): MeanArm => ({
  kind: 'mean',
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value ** 2, 0),
  sumOfCubes: values.reduce((sum, value) => sum + value ** 3, 0),
})

function pairOf(control: MeanArm, variation: MeanArm) {
  const pair = armEstimates([control], [variation])
  if (!pair) throw new Error('There are no estimates.')
  return pair
}

const rule = fixedHorizon(0.05)

describe('the interval of revenue', () => {
  it('holds the truth at 90/10, where Welch’s misses it about one time in seven', () => {
    const random = seededRandom(21)
    const spent = (): number => (random.uniform() < 0.05 ? Math.exp(1.5 * random.normal()) : 0)
    const arm = (units: number): MeanArm => sums(Array.from({ length: units }, spent))
    const held = { ours: 0, welch: 0 }
    const runs = 300
    for (let run = 0; run < runs; run++) {
      const pair = pairOf(arm(4_500), arm(500))
      const ours = scoreEffect(pair, { scale: 'relative', rule })
      const welch = standardEffect(pair, { scale: 'absolute', rule })
      if (ours && ours.low <= 0 && ours.high >= 0) held.ours++
      if (welch && welch.low <= 0 && welch.high >= 0) held.welch++
    }
    expect(held.ours / runs).toBeGreaterThan(0.93)
    expect(held.welch / runs).toBeLessThan(0.92)
  })
})

describe('whatever the values', () => {
  const values = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 })

  it('absolute and relative ends agree on no difference, and scale with the unit of money', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const pair = pairOf(sums(a), sums(b))
        if (!(pair.control.variance > 1e-6 && pair.variation.variance > 1e-6)) return
        const absolute = scoreEffect(pair, { scale: 'absolute', rule })
        const relative = scoreEffect(pair, { scale: 'relative', rule })
        if (!absolute || !relative) return
        expect(absolute.low).toBeLessThanOrEqual(absolute.high)
        if (Math.abs(absolute.pValue - 0.05) > 1e-6) {
          expect(absolute.low > 0 || absolute.high < 0).toBe(absolute.pValue < 0.05)
          expect(relative.low > 0 || relative.high < 0).toBe(absolute.pValue < 0.05)
        }
        const cents = pairOf(sums(a.map((value) => 100 * value)), sums(b.map((value) => 100 * value)))
        const inCents = scoreEffect(cents, { scale: 'absolute', rule })
        expect(inCents?.low ?? Number.NaN).toBeCloseTo(100 * absolute.low, 3)
      }),
      { numRuns: 60 },
    )
  })

  it('holds its estimate on both scales, refunds and losses included', () => {
    const anything = fc.array(fc.double({ min: -50, max: 100, noNaN: true }), { minLength: 3, maxLength: 30 })
    fc.assert(
      fc.property(anything, anything, fc.boolean(), (a, b, withCubes) => {
        const arm = (values: number[]): MeanArm => {
          const { sumOfCubes, ...rest } = sums(values)
          return withCubes ? { ...rest, sumOfCubes } : rest
        }
        const pair = pairOf(arm(a), arm(b))
        if (!(pair.control.variance > 1e-6 && pair.variation.variance > 1e-6)) return
        for (const scale of ['absolute', 'relative'] as const) {
          const effect = scoreEffect(pair, { scale, rule })
          if (!effect) continue
          const slack = 1e-9 * Math.max(1, Math.abs(effect.estimate))
          expect(effect.low).toBeLessThanOrEqual(effect.estimate + slack)
          expect(effect.high).toBeGreaterThanOrEqual(effect.estimate - slack)
          expect([effect.low, effect.high, effect.pValue].every(Number.isFinite)).toBe(true)
        }
      }),
    )
  })

  it('is Welch’s and Fieller’s without a third moment', () => {
    const { sumOfCubes: _a, ...a } = sums([3, 5, 4, 6, 2, 7, 5, 4])
    const { sumOfCubes: _b, ...b } = sums([6, 5, 8, 7, 6, 9, 4])
    const pair = pairOf(a, b)
    const ours = scoreEffect(pair, { scale: 'absolute', rule })
    const welch = standardEffect(pair, { scale: 'absolute', rule })
    expect(ours?.low).toBeCloseTo(welch?.low ?? Number.NaN, 9)
    expect(ours?.pValue).toBeCloseTo(welch?.pValue ?? Number.NaN, 9)
    const relative = scoreEffect(pair, { scale: 'relative', rule })
    // Fieller's: the two roots of (b − r a)² = t² (vb + r² va).
    const limit = rule.limit(11.6) // near enough to say on which side of the quadratic the ends lie
    for (const r of [relative?.low ?? 0, relative?.high ?? 0]) {
      const { control, variation } = pair
      const error = Math.hypot(
        Math.sqrt(variation.variance / variation.n),
        (r + 1) * Math.sqrt(control.variance / control.n),
      )
      expect(Math.abs(variation.mean - (r + 1) * control.mean) / error).toBeCloseTo(limit, 1)
    }
  })
})

describe('the normal score', () => {
  it('is the value itself without skewness, and keeps the order with any', () => {
    expect(normalScore(1.7, { skew: 0, studentised: 0 })).toBe(1.7)
    expect(normalScore(2.4, { skew: 1, studentised: 0 })).toBeCloseTo(1.97, 1)
    const number = fc.double({ min: -20, max: 20, noNaN: true })
    const skewness = fc.double({ min: -2, max: 2, noNaN: true })
    fc.assert(
      fc.property(number, number, skewness, skewness, (x, y, skew, studentised) => {
        if (Math.abs(x - y) < 1e-6) return
        const [a, b] = [normalScore(x, { skew, studentised }), normalScore(y, { skew, studentised })]
        expect(a < b).toBe(x < y)
      }),
    )
  })

  it('makes a skewed value normal: the quantiles of a gamma distribution', () => {
    // Sum of 16 exponential values: skewness 2 / √16; 2.5th and 97.5th percentile by SciPy (gamma.ppf).
    for (const [sum, z] of [
      [9.1454, -1.96],
      [24.7402, 1.96],
    ] as const)
      expect(normalScore((sum - 16) / 4, { skew: 0.5, studentised: 0 })).toBeCloseTo(z, 1)
  })
})

describe('the anytime-valid rule', () => {
  it('has the limit and the p-value of the published mixture, and they agree', () => {
    const daily = anytimeValid(0.05, 2_000, 5_000)
    const limit = daily.limit(Number.POSITIVE_INFINITY)
    expect(daily.pValue(limit, Number.POSITIVE_INFINITY)).toBeCloseTo(0.05, 12)
    // ρ² = (−2 log α + log(−2 log α + 1)) / 5,000 and √(2 (nρ² + 1) / nρ² · log(√(nρ² + 1) / α)) by hand.
    const spread = (2_000 * (5.991464547 + Math.log(6.991464547))) / 5_000
    expect(limit).toBeCloseTo(
      Math.sqrt(((2 * (spread + 1)) / spread) * Math.log(Math.sqrt(spread + 1) / 0.05)),
      8,
    )
  })

  it('is strictest on the first days, and allows for few units', () => {
    const at = (units: number): number => anytimeValid(0.05, units, 5_000).limit(Number.POSITIVE_INFINITY)
    expect(at(50)).toBeGreaterThan(at(500))
    expect(at(500)).toBeGreaterThan(at(5_000))
    const sequence = anytimeValid(0.05, 5_000, 5_000)
    const careful = allowingForFewUnits(sequence)
    expect(careful.limit(20)).toBeGreaterThan(sequence.limit(20) + 0.3)
    expect(careful.limit(Number.POSITIVE_INFINITY)).toBe(sequence.limit(1))
    expect(careful.pValue(careful.limit(20), 20)).toBeCloseTo(0.05, 8)
  })
})
