import { describe, expect, it } from 'vitest'
import { armEstimates } from './arm-estimate.ts'
import { compareArms } from './compare-arms.ts'
import type { MeanArm, RatioArm } from './experiment-arm.ts'
import { seededRandom } from './seeded-random.ts'

interface Unit {
  readonly before: number | null
  readonly after: number
}

const total = (units: readonly Unit[], of: (after: number, before: number) => number): number =>
  units.reduce((sum, { before, after }) => sum + of(after, before ?? 0), 0)

/** The sums that a query would give of these units. */
function summed(units: readonly Unit[], { withKnown = false } = {}): MeanArm {
  const known = units.filter(({ before }) => before !== null)
  return {
    kind: 'mean',
    n: units.length,
    sum: total(units, (y) => y),
    sumOfSquares: total(units, (y) => y * y),
    sumOfCubes: total(units, (y) => y ** 3),
    covariate: {
      sum: total(units, (_, x) => x),
      sumOfSquares: total(units, (_, x) => x * x),
      sumOfCubes: total(units, (_, x) => x ** 3),
      crossProduct: total(units, (y, x) => y * x),
      thirds: {
        outcomeSquaredTimesCovariate: total(units, (y, x) => y * y * x),
        outcomeTimesCovariateSquared: total(units, (y, x) => y * x * x),
      },
      ...(withKnown && { known: { units: known.length, outcomeSum: total(known, (y) => y) } }),
    },
  }
}

const random = seededRandom(5)
const withPast = (units: number, lift = 0): Unit[] =>
  Array.from({ length: units }, () => {
    const before = 5 + random.normal()
    return { before, after: 3 + lift + 0.8 * (before - 5) + 0.6 * random.normal() }
  })

const estimatesOf = (...[control, variation, options]: Parameters<typeof armEstimates>) => {
  const estimates = armEstimates(control, variation, options)
  if (!estimates) throw new Error('There are no estimates.')
  return estimates
}

describe('an arm adjusted by its past', () => {
  it('loses the squared correlation of its variance, and keeps its effect', () => {
    const { control, variation, varianceReduction } = estimatesOf(
      [summed(withPast(4_000))],
      [summed(withPast(4_000, 0.5))],
    )
    expect(varianceReduction).toBeCloseTo(0.64, 1)
    expect(variation.mean - control.mean).toBeCloseTo(0.5, 1)
    expect(control.variance).toBeCloseTo(0.36, 1)
  })

  it('is the same whatever constant is added to the past', () => {
    const [a, b] = [withPast(300), withPast(200)]
    const moved = (units: readonly Unit[]): Unit[] =>
      units.map(({ before, after }) => ({ before: (before ?? 0) + 40, after }))
    const plain = estimatesOf([summed(a)], [summed(b)])
    const shifted = estimatesOf([summed(moved(a))], [summed(moved(b))])
    expect(shifted.control.mean).toBeCloseTo(plain.control.mean, 8)
    expect(shifted.control.variance).toBeCloseTo(plain.control.variance, 8)
    expect(shifted.control.third).toBeCloseTo(plain.control.third ?? Number.NaN, 6)
  })

  it('is what it would be if each unit were adjusted, third moment included', () => {
    const [a, b] = [withPast(50), withPast(60)]
    const { control, variation } = estimatesOf([summed(a)], [summed(b)])
    const all = [...a, ...b]
    const mean = (units: readonly Unit[], of: (y: number, x: number) => number): number =>
      total(units, of) / units.length
    const [x, y] = [mean(all, (_, before) => before), mean(all, (after) => after)]
    const slope = total(all, (q, p) => (p - x) * (q - y)) / total(all, (_, p) => (p - x) ** 2)
    const adjusted = a.map(({ before, after }) => after - slope * ((before ?? 0) - x))
    const centre = adjusted.reduce((sum, value) => sum + value, 0) / adjusted.length
    const moment = (power: number): number =>
      adjusted.reduce((sum, value) => sum + (value - centre) ** power, 0)
    expect(control.mean).toBeCloseTo(centre, 10)
    expect(control.variance).toBeCloseTo(moment(2) / 49, 10)
    expect(control.third).toBeCloseTo(moment(3) / 50, 8)
    expect(variation.n).toBe(60)
  })

  it('knows newcomers apart where they are counted', () => {
    const mixed = (units: number): Unit[] =>
      withPast(units).map((unit) =>
        random.uniform() < 0.5 ? unit : { before: null, after: 1 + 0.3 * random.normal() },
      )
    const [a, b] = [mixed(2_000), mixed(2_000)]
    const plain = estimatesOf([summed(a)], [summed(b)])
    const apart = estimatesOf([summed(a, { withKnown: true })], [summed(b, { withKnown: true })])
    expect(apart.varianceReduction).toBeGreaterThan(plain.varianceReduction + 0.02)
    expect(apart.control.mean - apart.variation.mean).toBeCloseTo(0, 1)
  })

  it('is not adjusted by a past that says nothing, or that one arm lacks', () => {
    const constant = withPast(100).map(({ after }) => ({ before: 7, after }))
    expect(estimatesOf([summed(constant)], [summed(constant)]).varianceReduction).toBe(0)
    const { covariate: _, ...without } = summed(withPast(100))
    const result = compareArms({ control: summed(withPast(100)), variation: without })
    expect(result).toMatchObject({ state: 'compared', varianceReduction: 0 })
    const early = { kind: 'mean', n: 0, sum: 0, sumOfSquares: 0, sumOfCubes: 0 } as const
    const withEmpty = compareArms({
      control: [early, summed(withPast(100))],
      variation: [early, summed(withPast(100))],
    })
    expect(withEmpty.state === 'compared' && withEmpty.varianceReduction).toBeGreaterThan(0.3)
  })
})

describe('a ratio', () => {
  const visits = (units: number) =>
    Array.from({ length: units }, () => {
      const before = random.uniform()
      const views = 1 + Math.floor(4 * random.uniform())
      return { before, views, clicks: views * (0.2 + 0.6 * before) + 0.1 * random.normal() }
    })
  const ratioOf = (units: ReturnType<typeof visits>): RatioArm => {
    const sum = (of: (unit: (typeof units)[number]) => number): number =>
      units.reduce((all, unit) => all + of(unit), 0)
    return {
      kind: 'ratio',
      n: units.length,
      sum: sum(({ clicks }) => clicks),
      sumOfSquares: sum(({ clicks }) => clicks ** 2),
      denominator: { sum: sum(({ views }) => views), sumOfSquares: sum(({ views }) => views ** 2) },
      crossProduct: sum(({ clicks, views }) => clicks * views),
      covariate: {
        sum: sum(({ before }) => before),
        sumOfSquares: sum(({ before }) => before ** 2),
        crossProduct: sum(({ before, clicks }) => before * clicks),
        denominatorCrossProduct: sum(({ before, views }) => before * views),
      },
    }
  }

  it('is adjusted by its linear part', () => {
    const { control, variation, varianceReduction } = estimatesOf(
      [ratioOf(visits(3_000))],
      [ratioOf(visits(3_000))],
    )
    expect(control.mean).toBeCloseTo(0.5, 1)
    expect(varianceReduction).toBeGreaterThan(0.6)
    expect(Math.abs(control.mean - variation.mean)).toBeLessThan(0.02)
  })
})

describe('strata', () => {
  const arm = (n: number, mean: number): MeanArm => ({
    kind: 'mean',
    n,
    sum: n * mean,
    sumOfSquares: n * (mean ** 2 + 1),
  })

  it('keep phases of different splits from making an effect (Simpson)', () => {
    const { control, variation } = estimatesOf([arm(900, 1), arm(500, 3)], [arm(100, 1), arm(500, 3)])
    expect(variation.mean - control.mean).toBeCloseTo(0, 12)
    const pooled = estimatesOf([arm(1_400, 2_400 / 1_400)], [arm(600, 1_600 / 600)])
    expect(pooled.variation.mean - pooled.control.mean).toBeGreaterThan(0.9)
  })

  it('have the error of their weighted means', () => {
    const { control } = estimatesOf([arm(100, 1), arm(300, 2)], [arm(300, 1), arm(100, 2)])
    expect(control.mean).toBeCloseTo(1.5, 12)
    const squaredError = 0.25 * (100 / 99 / 100) + 0.25 * (300 / 299 / 300)
    expect(control.variance / control.n).toBeCloseTo(squaredError, 12)
  })

  it('too small for a variance count with their neighbour', () => {
    const { control } = estimatesOf([arm(1, 5), arm(99, 1), arm(0, 0)], [arm(4, 5), arm(96, 1), arm(3, 1)])
    expect(control.n).toBe(100)
    expect(control.mean).toBeCloseTo(1.04, 12)
    expect(armEstimates([arm(1, 5)], [arm(4, 5)])).toBeNull()
  })

  it('weigh as they are told to', () => {
    const { control } = estimatesOf([arm(100, 1), arm(300, 2)], [arm(300, 1), arm(100, 2)], {
      weights: [3, 1],
    })
    expect(control.mean).toBeCloseTo(1.25, 12)
  })

  it('of quantiles are averaged', () => {
    const quantile = (n: number, value: number) =>
      ({ kind: 'quantile', n, quantile: 0.5, value, lower: value - 0.1, upper: value + 0.2 }) as const
    const result = compareArms({
      control: [quantile(100, 1), quantile(300, 2)],
      variation: [quantile(300, 1), quantile(100, 2)],
    })
    if (result.state !== 'compared') throw new Error('Not compared.')
    expect(result.absolute.estimate).toBeCloseTo(0, 12)
    expect(result.control.mean).toBeCloseTo(1.5, 12)
    const nobody = { kind: 'quantile', n: 0, quantile: 0.5, value: 0, lower: 0, upper: 0 } as const
    const withEmpty = compareArms({
      control: [nobody, quantile(300, 2)],
      variation: [quantile(5, 9), quantile(100, 3)],
    })
    expect(withEmpty).toMatchObject({
      state: 'compared',
      control: { n: 300, mean: 2 },
      variation: { mean: 3 },
    })
  })
})
