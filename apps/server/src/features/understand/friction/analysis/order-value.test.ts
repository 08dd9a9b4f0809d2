import { describe, expect, it } from 'vitest'
import { designAt, factorsOf } from './covariates.ts'
import { passValue } from './order-value.ts'
import { frictionData, type Visit } from './session-test-data.ts'

/** One that ordered, and one like it that did not. */
const pair = (price: number, money: number, currency = 'EUR'): Visit[] => {
  const steps = [
    [1000, 1, price],
    [2000, 2, price],
  ] as const
  return [
    { currency, steps: [...steps, [3000, 3]], orders: [money] },
    { currency, steps },
  ]
}
function valueAt(step: number, visits: readonly Visit[], around = {}) {
  const { sessions } = frictionData(visits, around)
  const rows = Int32Array.from({ length: sessions.count }, (_, row) => row)
  return passValue(sessions, designAt(sessions, factorsOf(sessions), step, rows), step, rows)
}
const twenty = (of: (index: number) => Visit[]) => Array.from({ length: 20 }, (_, index) => of(index)).flat()

describe('what a pass is worth', () => {
  it('is a line of money over what was in hand', () => {
    const value = valueAt(
      2,
      twenty((index) => pair(10 + index, 2 * (10 + index) + 3)),
    )
    expect(value?.worthIn(0)(0)).toBeCloseTo(23)
    expect(value?.worthIn(0)(38)).toBeCloseTo(61)
    expect(value?.worthIn(0)(39)).toBeCloseTo(61)
    expect(value?.relativeError).toBeCloseTo(0)
    expect(new Set(value?.orderChance)).toEqual(new Set([1]))
  })

  it('counts the chance of an order from there before the last step', () => {
    const value = valueAt(
      1,
      twenty((index) => pair(10 + index, 20)),
    )
    for (const chance of value?.orderChance ?? []) expect(chance).toBeCloseTo(0.5, 1)
  })

  it('is told apart by currency, and nothing where too few ordered in one', () => {
    const value = valueAt(2, [
      ...twenty(() => pair(10, 20)),
      ...pair(10, 9000, 'CHF'),
      ...twenty(() => pair(10, 70, 'USD')),
    ])
    expect([value?.worthIn(0)(0), value?.worthIn(1)(40), value?.worthIn(2)(42)]).toEqual([20, 0, 70])
    expect([value?.worthIn(2)(0), value?.worthIn(0)(42)]).toEqual([0, 0])
  })

  it('is in the currency of orders for who names none, whether they order or not', () => {
    const inDollars = twenty((index) =>
      pair(10 + index, 50, '').map((one) => ({ ...one, orderCurrency: 'USD' })),
    )
    const value = valueAt(2, inDollars)
    expect([value?.worthIn(1)(0), value?.worthIn(1)(1), value?.worthIn(0)(1)]).toEqual([50, 50, 0])
  })

  it('is shared out where who names no currency orders in several', () => {
    const value = valueAt(2, [
      ...twenty(() => pair(10, 40, '').map((one) => ({ ...one, orderCurrency: 'USD' }))),
      ...twenty(() => pair(10, 20, '')),
    ])
    expect([value?.worthIn(0)(0), value?.worthIn(1)(0), value?.worthIn(1)(41)]).toEqual([10, 20, 20])
  })

  it('is of one currency where there is a rate', () => {
    const value = valueAt(2, [...twenty((index) => pair(10 + index, 10 + index)), ...pair(20, 20, 'USD')], {
      rates: { USD: 0.5 },
    })
    expect(value?.worthIn(0)(40)).toBeCloseTo(10)
  })

  it('is never less than nothing', () => {
    const value = valueAt(
      2,
      twenty(() => pair(Number.NaN, -5)),
    )
    expect(value?.worthIn(0)(0)).toBe(0)
  })

  it('is not told where too few ordered', () => {
    expect(valueAt(2, twenty(() => pair(10, 20)).slice(0, 10))).toBeUndefined()
  })
})
