import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Design, type LinearModel, linearPredictor } from './design.ts'
import { logistic, logisticRegression } from './logistic-regression.ts'

/** Berkeley 1973 (Bickel, Hammel and O'Connell 1975): department, woman or not, admitted, refused. */
const BERKELEY = [
  [0, 0, 512, 313],
  [0, 1, 89, 19],
  [1, 0, 353, 207],
  [1, 1, 17, 8],
  [2, 0, 120, 205],
  [2, 1, 202, 391],
  [3, 0, 138, 279],
  [3, 1, 131, 244],
  [4, 0, 53, 138],
  [4, 1, 94, 299],
  [5, 0, 22, 351],
  [5, 1, 24, 317],
] as const
const berkeley: Design = {
  factors: [
    { codes: Uint8Array.from(BERKELEY.flatMap(([department]) => [department, department])), levels: 6 },
    { codes: Uint8Array.from(BERKELEY.flatMap(([, woman]) => [woman, woman])), levels: 2 },
  ],
  numbers: [],
}
const admitted = Uint8Array.from(BERKELEY.flatMap(() => [1, 0]))
const applicants = Float64Array.from(BERKELEY.flatMap(([, , yes, no]) => [yes, no]))

/** Space shuttle launches before Challenger (Dalal, Fowlkes and Hoadley 1989): °F at launch, whether an O-ring suffered. */
const FAHRENHEIT = [
  66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
]
const SUFFERED = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1)

describe('logistic regression', () => {
  it('is as published for the O-rings: 15.0429 and −0.2322 a degree', () => {
    const design = { factors: [], numbers: [Float64Array.from(FAHRENHEIT)] }
    const model = logisticRegression(design, SUFFERED, { ridge: 0 })
    expect(model.intercept).toBeCloseTo(15.042901647702, 8)
    expect(model.numbers[0]).toBeCloseTo(-0.232162744219, 9)
    expect(model.converged).toBe(true)
  })

  it('is as scikit-learn’s LogisticRegression(C=1/0.5) for the O-rings in tens of degrees from 70', () => {
    const design = { factors: [], numbers: [Float64Array.from(FAHRENHEIT, (degrees) => (degrees - 70) / 10)] }
    const model = logisticRegression(design, SUFFERED, { ridge: 0.5 })
    expect(model.intercept).toBeCloseTo(-1.063064797301, 7)
    expect(model.numbers[0]).toBeCloseTo(-1.604100831084, 7)
  })

  it('is as published for Berkeley, level against level (R: glm(admit ~ dept + gender, binomial))', () => {
    const { intercept, factors } = logisticRegression(berkeley, admitted, { ridge: 0, weights: applicants })
    const [departments = [], [man = 0, woman = 0] = []] = factors
    const first = departments[0] ?? 0
    expect(intercept + first + man).toBeCloseTo(0.582051395276, 8)
    expect(woman - man).toBeCloseTo(0.099870088159, 8)
    const against = [0, -0.043397931209, -1.262598022379, -1.294606468748, -1.739305737816, -3.306480055887]
    for (const [i, value] of against.entries()) expect((departments[i] ?? 0) - first).toBeCloseTo(value, 8)
  })

  it('is as scikit-learn’s LogisticRegression(C=1/2.5) for Berkeley with one column a level', () => {
    const model = logisticRegression(berkeley, admitted, { ridge: 2.5, weights: applicants })
    expect(model.intercept).toBeCloseTo(-0.630390632855, 6)
    const departments = [
      1.240706315739, 1.188666998638, 0.002578544122, -0.032135600658, -0.463029824654, -1.936786433187,
    ]
    for (const [i, value] of departments.entries()) expect(model.factors[0]?.[i]).toBeCloseTo(value, 6)
    expect(model.factors[1]?.[1]).toBeCloseTo(0.040640177788, 6)
  })

  it('takes shares for outcomes, offsets as known, and only the rows it is given', () => {
    const options = { ridge: 1, weights: applicants }
    const plain = logisticRegression(berkeley, admitted, options)
    const shares = Float64Array.from(BERKELEY.flatMap(([, , yes, no]) => [yes / (yes + no), 0]))
    const totals = Float64Array.from(BERKELEY.flatMap(([, , yes, no]) => [yes + no, 0]))
    expectSame(logisticRegression(berkeley, shares, { ridge: 1, weights: totals }), plain)
    const offset = new Float64Array(24).fill(2)
    const moved = logisticRegression(berkeley, admitted, { ...options, offset })
    expectSame({ ...moved, intercept: moved.intercept + 2 }, plain)
    const rows = Int32Array.from([...applicants.keys()].filter((row) => row >= 8))
    const masked = applicants.map((weight, row) => (row >= 8 ? weight : 0))
    expectSame(
      logisticRegression(berkeley, admitted, { ...options, rows }),
      logisticRegression(berkeley, admitted, { ridge: 1, weights: masked }),
    )
  })

  it('comes to the same optimum from any start, and from a near one in few steps', () => {
    const options = { ridge: 1, weights: applicants }
    const plain = logisticRegression(berkeley, admitted, options)
    expect(logisticRegression(berkeley, admitted, { ...options, mostIterations: 3 }).converged).toBe(false)
    const again = logisticRegression(berkeley, admitted, { ...options, start: plain, mostIterations: 1 })
    expect(again.converged).toBe(true)
    expectSame(again, plain)
    // Of departments alone: what it does not know begins at 0.
    const departments = { factors: berkeley.factors.slice(0, 1), numbers: [] }
    const fewer = logisticRegression(departments, admitted, options)
    const near = logisticRegression(berkeley, admitted, { ...options, start: fewer, mostIterations: 3 })
    expect(near.converged).toBe(true)
    expectSame(near, plain)
    // One that is worse than to know nothing is not taken.
    const far = { ...plain, intercept: 40 }
    expectSame(logisticRegression(berkeley, admitted, { ...options, start: far }), plain)
  })

  it('takes nothing from a start for levels that no row has, and moves it to where the numbers are', () => {
    const x = Float64Array.from({ length: 40 }, (_, row) => 100 + (row % 7))
    const outcome = Uint8Array.from(x, (value, row) => (row % 3 === 0 || value > 105 ? 1 : 0))
    const design = { factors: [{ codes: Uint8Array.from(x, (_, row) => row % 2), levels: 3 }], numbers: [x] }
    const plain = logisticRegression(design, outcome, { ridge: 0 })
    const start = { ...plain, factors: [Float64Array.of(...(plain.factors[0] ?? []).slice(0, 2), 9)] }
    const again = logisticRegression(design, outcome, { ridge: 0, start, mostIterations: 1 })
    expect(again.converged).toBe(true)
    expect(again.factors[0]?.[2]).toBe(0)
    for (const row of [0, 1, 17])
      expect(chance(again, design, row)).toBeCloseTo(chance(plain, design, row), 7)
  })

  it('stands where the score is zero, and is finite, whatever the data', () => {
    const rowOf = fc.record({
      a: fc.nat(3),
      b: fc.nat(4),
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      outcome: fc.nat(1),
      weight: fc.constantFrom(0, 0.1, 1, 2.5, 5),
    })
    fc.assert(
      fc.property(fc.array(rowOf, { maxLength: 40 }), fc.constantFrom(0.01, 1, 100), (data, ridge) => {
        const design: Design = {
          factors: [
            { codes: Uint8Array.from(data, ({ a }) => a), levels: 6 },
            { codes: Uint16Array.from(data, ({ b }) => b), levels: 5 },
            { codes: new Uint32Array(data.length), levels: 1 },
          ],
          numbers: [Float64Array.from(data, ({ x }) => x), Float64Array.from(data, ({ x }) => x + 1)],
        }
        const outcome = Uint8Array.from(data, (row) => row.outcome)
        const weights = Float64Array.from(data, ({ weight }) => weight)
        const model = logisticRegression(design, outcome, { ridge, weights })
        expectFinite(model)
        expect(model.converged).toBe(true)
        if (likeOnly(outcome, weights)) return
        const score = new Float64Array(9)
        for (const [row, { a, b, x }] of data.entries()) {
          const miss = (weights[row] ?? 0) * ((outcome[row] ?? 0) - chance(model, design, row))
          for (const [part, value] of [
            [0, 1],
            [1 + a, 1],
            [5, x],
            [6, x + 1],
          ] as const) {
            score[part] = (score[part] ?? 0) + miss * value
          }
          score[7] = (score[7] ?? 0) + (b === 0 ? miss : 0)
        }
        expect(score[0]).toBeCloseTo(0, 5)
        for (let a = 0; a < 4; a++) {
          expect(score[1 + a]).toBeCloseTo(ridge * (model.factors[0]?.[a] ?? Number.NaN), 5)
        }
        expect(score[5]).toBeCloseTo(ridge * (model.numbers[0] ?? Number.NaN), 5)
        expect(score[6]).toBeCloseTo(ridge * (model.numbers[1] ?? Number.NaN), 5)
        expect(score[7]).toBeCloseTo(ridge * (model.factors[1]?.[0] ?? Number.NaN), 5)
      }),
    )
  })
})

describe('logistic regression of what has no optimum', () => {
  it('stays finite for separated data, with a penalty and without', () => {
    const codes = Uint8Array.from({ length: 100 }, (_, row) => row % 2)
    const design = { factors: [{ codes, levels: 3 }], numbers: [Float64Array.from(codes)] }
    for (const ridge of [0, 1e-6, 1]) {
      const model = logisticRegression(design, Uint8Array.from(codes), { ridge })
      expectFinite(model)
      expect(chance(model, design, 1)).toBeGreaterThan(0.9)
      expect(chance(model, design, 0)).toBeLessThan(0.1)
      expect(model.factors[0]?.[2]).toBe(0)
    }
  })

  it('answers half a row more of either where all outcomes are the same, and even chances for no rows', () => {
    const design = { factors: [{ codes: new Uint8Array(9), levels: 1 }], numbers: [new Float64Array(9)] }
    const never = logisticRegression(design, new Uint8Array(9), { ridge: 1 })
    expect(chance(never, design, 0)).toBeCloseTo(0.05, 12)
    const always = logisticRegression(design, new Uint8Array(9).fill(1), { ridge: 1 })
    expect(chance(always, design, 0)).toBeCloseTo(0.95, 12)
    const none = logisticRegression(design, new Uint8Array(9), { ridge: 1, rows: new Int32Array() })
    expect(chance(none, design, 0)).toBe(0.5)
  })

  it('stays finite where numbers are huge, offsets decide alone, or the iterations are few', () => {
    const huge = { factors: [], numbers: [Float64Array.from({ length: 20 }, (_, row) => 1e70 * row)] }
    const outcome = Uint8Array.from({ length: 20 }, (_, row) => (row % 3 === 0 ? 1 : 0))
    expectFinite(logisticRegression(huge, outcome, { ridge: 1 }))
    const offset = Float64Array.from(outcome, (value) => (value ? 1e6 : -1e6))
    expectFinite(logisticRegression(huge, outcome, { ridge: 1, offset }))
    const model = logisticRegression(berkeley, admitted, {
      ridge: 1,
      weights: applicants,
      mostIterations: 1,
    })
    expectFinite(model)
    expect(model.converged).toBe(false)
  })

  it('refuses rows that make no sense, by name', () => {
    const design: Design = { factors: [{ codes: Uint8Array.of(0, 1, 2), levels: 2 }], numbers: [] }
    const outcome = Uint8Array.of(0, 1, 1)
    expect(() => logisticRegression(design, outcome, { ridge: 1 })).toThrow('Row 2')
    const rows = Int32Array.of(0, 1, 7)
    expect(() => logisticRegression(design, outcome, { ridge: 1, rows })).toThrow('Row 7')
    const good: Design = { factors: [], numbers: [Float64Array.of(0, Number.NaN, 1)] }
    expect(() => logisticRegression(good, outcome, { ridge: 1 })).toThrow('row 1')
    const plain: Design = { factors: [], numbers: [] }
    expect(() => logisticRegression(plain, outcome, { ridge: -1 })).toThrow(RangeError)
    expect(() => logisticRegression(plain, Float64Array.of(0, 2), { ridge: 1 })).toThrow(RangeError)
    const weights = Float64Array.of(1, -1, 1)
    expect(() => logisticRegression(plain, outcome, { ridge: 1, weights })).toThrow('Row 1')
    const many: Design = { factors: [{ codes: new Uint16Array(3), levels: 6000 }], numbers: [] }
    expect(() => logisticRegression(many, outcome, { ridge: 1 })).toThrow('rare levels')
  })
})

const chance = (model: LinearModel, design: Design, row: number): number =>
  logistic(linearPredictor(model, design, row))

const likeOnly = (outcome: Uint8Array, weights: Float64Array): boolean =>
  new Set(outcome.filter((_, row) => (weights[row] ?? 0) > 0)).size < 2

const valuesOf = (model: LinearModel): number[] => [
  model.intercept,
  ...model.numbers,
  ...model.factors.flatMap((levels) => [...levels]),
]

function expectFinite(model: LinearModel): void {
  for (const value of valuesOf(model)) expect(Number.isFinite(value)).toBe(true)
}

function expectSame(model: LinearModel, other: LinearModel): void {
  const others = valuesOf(other)
  for (const [i, value] of valuesOf(model).entries()) expect(value).toBeCloseTo(others[i] ?? Number.NaN, 6)
}
