import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CompareOptions, type Comparison, compareArms } from './compare-arms.ts'
import type { ArmStatistics, NotYet } from './experiment-arm.ts'

type Arms = Parameters<typeof compareArms>[0]

const share = (successes: number, n: number): ArmStatistics => ({ kind: 'proportion', n, successes })
const shares = (control: [number, number], variation: [number, number]): Arms => ({
  control: share(...control),
  variation: share(...variation),
})

function compared(arms: Arms, options: CompareOptions = { method: 'fixed' }): Comparison {
  const result = compareArms(arms, options)
  if (result.state !== 'compared') throw new Error(`Not yet: ${result.reason}`)
  return result
}

const notYet = (arms: Arms, options?: CompareOptions): NotYet => {
  const result = compareArms(arms, options)
  if (result.state === 'compared') throw new Error('It was compared.')
  return result
}

const cookieCats = shares([8_502, 44_700], [8_279, 45_489])
const udacity = shares([3_785, 17_293], [3_423, 17_260])

describe('two arms against published experiments', () => {
  it('Cookie Cats, kept on day 7: z 3.164, p 0.00155', () => {
    const { absolute, pValue } = compared(cookieCats)
    expect(pValue).toBeCloseTo(0.0015542, 7)
    expect(absolute.estimate).toBeCloseTo(-0.0082013, 7)
    expect(absolute.high).toBeLessThan(0)
  })

  it.each(['ours', 'standard'] as const)(
    'Udacity’s screener by %s: −0.0205, from −0.0291 to −0.0120',
    (definitions) => {
      const { absolute } = compared(udacity, { method: 'fixed', definitions })
      expect(absolute.estimate).toBeCloseTo(-0.020555, 6)
      expect(absolute.low.toFixed(4)).toBe('-0.0291')
      expect(absolute.high.toFixed(4)).toBe('-0.0120')
    },
  )
})

interface ReferenceCase {
  readonly kind: string
  readonly control: ArmStatistics
  readonly variation: ArmStatistics
  /** By method and scale: estimate, low, high, standard error; p-value, or chance to win and the losses if kept and shipped. */
  readonly expected: Record<string, readonly number[]>
}

/** Computed by gbstats 0.8.0, GrowthBook's engine. */
const references: readonly ReferenceCase[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../test/reference-comparisons.json'), 'utf8'),
)

const OPTIONS: Record<string, CompareOptions> = {
  fixed: { method: 'fixed', definitions: 'standard' },
  anytime: { method: 'anytime', definitions: 'standard' },
  bayes: { method: 'bayesian', prior: { mean: 0, deviation: 0.3 } },
  flat: { method: 'bayesian', prior: null },
}

describe('the standard definitions', () => {
  it.each(references.map((reference, i) => [`${reference.kind} ${(i % 3) + 1}`, reference] as const))(
    'are another engine’s to nine digits: %s',
    (_, { control, variation, expected }) => {
      for (const [name, values] of Object.entries(expected)) {
        const [method = '', scale] = name.split(' ')
        const result = compared({ control, variation }, OPTIONS[method])
        const effect = scale === 'relative' ? result.relative : result.absolute
        const { estimate, low, high, standardError, pValue, chanceToWin, expectedLoss } =
          effect ?? result.absolute
        const got = [
          estimate,
          low,
          high,
          standardError,
          pValue ?? chanceToWin,
          expectedLoss?.ifKept,
          expectedLoss?.ifShipped,
        ]
        for (const [i, value] of values.entries())
          expect(Math.abs((got[i] ?? Number.NaN) - value), `${name} ${i}`).toBeLessThan(
            1e-9 * Math.max(1e-3, Math.abs(value)),
          )
      }
    },
  )
})

describe('our intervals of shares', () => {
  it.each([
    [[0, 50], [3, 50], -0.01350302632573272, 0.16217091688846616],
    [[0, 5], [1, 5], -0.2859411455750496, 0.6244653702375301],
    [[40, 2000], [60, 1900], 0.001676165441213075, 0.021945636376197567],
    [[8502, 44700], [8279, 45489], -0.013282298074479174, -0.0031214439635435793],
  ] as const)('of %j and %j invert the score test (by SciPy’s brentq)', (control, variation, low, high) => {
    const { absolute } = compared(shares([...control], [...variation]))
    expect(absolute.low).toBeCloseTo(low, 10)
    expect(absolute.high).toBeCloseTo(high, 10)
  })

  it('of ratios do as well (statsmodels: confint_proportions_2indep, score)', () => {
    const { relative } = compared(cookieCats)
    expect(relative?.low).toBeCloseTo(-0.0688908641781, 9)
    expect(relative?.high).toBeCloseTo(-0.0166346786148, 9)
  })
})

describe('whatever the counts', () => {
  const count = fc.integer({ min: 0, max: 400 })
  const arm = fc.tuple(count, count).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as [number, number])
  const method = fc.constantFrom('fixed' as const, 'anytime' as const)

  it('an interval holds its estimate, agrees with the p-value on both scales, and is a number', () => {
    fc.assert(
      fc.property(arm, arm, method, (a, b, by) => {
        const result = compareArms(shares(a, b), { method: by })
        if (result.state === 'notYet') return
        for (const effect of [result.absolute, result.relative]) {
          if (!effect) continue
          expect(effect.low).toBeLessThanOrEqual(effect.estimate + 1e-9)
          expect(effect.high).toBeGreaterThanOrEqual(effect.estimate - 1e-9)
          expect([effect.low, effect.high, effect.pValue].every(Number.isFinite)).toBe(true)
          if (Math.abs((result.pValue ?? 1) - 0.05) < 1e-6) continue
          expect(effect.low > 1e-12 || effect.high < -1e-12).toBe((result.pValue ?? 1) < 0.05)
        }
      }),
    )
  })

  it('the other way round is the mirror image', () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const one = compareArms(shares(a, b))
        const other = compareArms(shares(b, a))
        expect(other.state).toBe(one.state)
        if (one.state === 'notYet' || other.state === 'notYet') return
        expect(other.absolute.low).toBeCloseTo(-one.absolute.high, 8)
        expect(other.pValue).toBeCloseTo(one.pValue ?? Number.NaN, 9)
      }),
    )
  })

  it('an anytime-valid interval is wider than that of one look', () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const daily = compareArms(shares(a, b))
        const once = compareArms(shares(a, b), { method: 'fixed' })
        if (daily.state === 'notYet' || once.state === 'notYet') return
        expect(daily.absolute.low).toBeLessThanOrEqual(once.absolute.low + 1e-9)
        expect(daily.absolute.high).toBeGreaterThanOrEqual(once.absolute.high - 1e-9)
        expect(daily.pValue).toBeGreaterThanOrEqual(once.pValue ?? 1)
      }),
    )
  })
})

const mean = (n: number, sum: number, sumOfSquares: number, sumOfCubes?: number): ArmStatistics => ({
  kind: 'mean',
  n,
  sum,
  sumOfSquares,
  sumOfCubes,
})

describe('what cannot be told yet', () => {
  const some = share(3, 10)
  const usual = mean(10, 20, 60, 200)

  it.each([
    ['an empty arm', share(0, 0), some, { reason: 'emptyArm', arm: 'control', has: 0 }],
    ['one unit', some, share(1, 1), { reason: 'tooFew', arm: 'variation', has: 1, needs: 2 }],
    ['nobody did it', share(0, 10), share(0, 12), { reason: 'noVariance' }],
    ['everybody did it', share(10, 10), share(12, 12), { reason: 'noVariance' }],
    ['an arm of equal amounts', usual, mean(4, 8, 16), { reason: 'noVariance', arm: 'variation' }],
    [
      'all revenue in one order',
      mean(900, 500, 250_000, 1.25e8),
      usual,
      { reason: 'oneUnit', arm: 'control' },
    ],
    ['the same without cubes', mean(900, 500, 250_000), usual, { reason: 'oneUnit', arm: 'control' }],
    ['more successes than units', share(11, 10), some, { reason: 'impossible', arm: 'control' }],
    ['a sum that is no number', usual, mean(10, Number.NaN, 3), { reason: 'impossible', arm: 'variation' }],
    ['an infinite sum', usual, mean(10, 1, Number.POSITIVE_INFINITY), { reason: 'impossible' }],
    ['squares that contradict the sum', usual, mean(10, 100, 50), { reason: 'impossible' }],
    ['half a unit', share(1, 2.5), some, { reason: 'impossible' }],
  ] as const)('%s', (_, control, variation, expected) => {
    for (const method of ['anytime', 'fixed', 'bayesian'] as const)
      expect(notYet({ control, variation }, { method })).toMatchObject({ state: 'notYet', ...expected })
  })

  it('nobody of one arm did it, by Bayes or the standard definitions: said of that arm', () => {
    const arms = { control: share(0, 200), variation: share(60, 200) }
    for (const options of [{ method: 'bayesian' }, { definitions: 'standard' }] as const)
      expect(notYet(arms, options)).toMatchObject({ reason: 'noVariance', arm: 'control' })
    expect(compared(arms).absolute.low).toBeGreaterThan(0.2)
  })

  it('a ratio of nothing', () => {
    const nothing = { sum: 0, sumOfSquares: 0 }
    const arm: ArmStatistics = { kind: 'ratio', n: 5, ...nothing, denominator: nothing, crossProduct: 0 }
    expect(notYet({ control: arm, variation: arm }).reason).toBe('noBaseline')
  })

  it('a quantile of a handful of values', () => {
    const arm: ArmStatistics = { kind: 'quantile', n: 3, quantile: 0.5, value: 2, lower: 1, upper: 3 }
    expect(notYet({ control: arm, variation: arm }).reason).toBe('tooFew')
  })

  it('a relative effect on a mean that may be nothing; the absolute one is told', () => {
    const { absolute, relative } = compared({ control: mean(100, 5, 100), variation: mean(100, 30, 120) })
    expect(absolute.estimate).toBeCloseTo(0.25, 12)
    expect(relative).toBeNull()
  })

  it('options and strata that make no sense are an error of the caller', () => {
    expect(() => compareArms(udacity, { alpha: 2 })).toThrow(RangeError)
    expect(() => compareArms(udacity, { plannedUnits: 0 })).toThrow(RangeError)
    expect(() => compareArms({ control: [some], variation: [some, some] })).toThrow(RangeError)
    expect(() => compareArms({ control: some, variation: usual })).toThrow(RangeError)
    expect(() => compareArms({ control: [some], variation: [some] }, { weights: [0] })).toThrow(RangeError)
  })
})
