import { describe, expect, it } from 'vitest'
import { type Design, linearPredictor } from './design.ts'
import { linearRegression } from './linear-regression.ts'

/** Motor Trend's 32 cars of 1974 (Henderson and Velleman 1981): miles a gallon, weight in 1,000 lb, cylinders. */
const MILES = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4,
  30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
]
const WEIGHT = [
  2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
  2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
]
const CYLINDERS = [
  6, 6, 4, 6, 8, 6, 8, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 4, 8, 6, 8, 4,
]
const cars: Design = {
  factors: [{ codes: Uint8Array.from(CYLINDERS, (n) => (n - 4) / 2), levels: 4 }],
  numbers: [Float64Array.from(WEIGHT)],
}
const miles = Float64Array.from(MILES)

describe('linear regression', () => {
  it('is as published without a penalty, level against level (R: lm(mpg ~ factor(cyl) + wt))', () => {
    const model = linearRegression(cars, miles, { ridge: 0 })
    const [four = 0, six = 0, eight = 0] = model.factors[0] ?? []
    expect(model.intercept + four).toBeCloseTo(33.9908, 4)
    expect(six - four).toBeCloseTo(-4.2556, 4)
    expect(eight - four).toBeCloseTo(-6.0709, 4)
    expect(model.numbers[0]).toBeCloseTo(-3.2056, 4)
  })

  it.each([
    ['even', undefined, 31.033864870547, [2.607376331583, -0.563914740009, -2.043461591575], -3.363790407596],
    [
      'rising',
      Float64Array.from(MILES, (_, row) => row + 1),
      30.479172001084,
      [3.607426770876, -1.066049252241, -2.541377518635],
      -3.25972588133,
    ],
  ])(
    'is as scikit-learn’s Ridge(alpha=3) with one column a level, with %s weights',
    (_, weights, intercept, levels, slope) => {
      const model = linearRegression(cars, miles, weights ? { ridge: 3, weights } : { ridge: 3 })
      expect(model.intercept).toBeCloseTo(intercept, 8)
      for (const [i, value] of levels.entries()) expect(model.factors[0]?.[i]).toBeCloseTo(value, 8)
      expect(model.factors[0]?.[3]).toBe(0)
      expect(model.numbers[0]).toBeCloseTo(slope, 8)
    },
  )

  it('takes an offset as known, and only the rows it is given', () => {
    const offset = Float64Array.from(WEIGHT, (weight) => 10 * weight)
    const shifted = Float64Array.from(MILES, (value, row) => value + (offset[row] ?? 0))
    const rows = Int32Array.from([...MILES.keys()].filter((row) => row % 3 > 0))
    const plain = linearRegression(cars, miles, { ridge: 3, rows })
    const model = linearRegression(cars, shifted, { ridge: 3, rows, offset })
    const weights = Float64Array.from(MILES, (_, row) => (row % 3 > 0 ? 1 : 0))
    const weighted = linearRegression(cars, miles, { ridge: 3, weights })
    for (let row = 0; row < MILES.length; row++) {
      expect(linearPredictor(model, cars, row)).toBeCloseTo(linearPredictor(plain, cars, row), 9)
      expect(linearPredictor(weighted, cars, row)).toBeCloseTo(linearPredictor(plain, cars, row), 9)
    }
  })

  it('answers 0 for no rows, the value for one, and refuses what is no number', () => {
    const none = linearRegression(cars, miles, { ridge: 1, rows: new Int32Array() })
    expect(linearPredictor(none, cars, 0)).toBe(0)
    const one = linearRegression(cars, miles, { ridge: 1, rows: Int32Array.of(2) })
    expect(linearPredictor(one, cars, 2)).toBeCloseTo(22.8, 9)
    const broken = Float64Array.from(MILES, (value, row) => (row === 4 ? Number.NaN : value))
    expect(() => linearRegression(cars, broken, { ridge: 1 })).toThrow('row 4')
  })
})
