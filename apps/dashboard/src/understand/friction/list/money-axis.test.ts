import { expect, it } from 'vitest'
import { moneyAxis } from './money-axis.ts'

it('is round and holds every interval', () => {
  expect(moneyAxis([{ estimate: 18_412, low: 14_134, high: 23_052 }])).toEqual({ min: 0, max: 25_000 })
  expect(moneyAxis([{ estimate: 5, low: -41, high: 90 }])).toEqual({ min: -50, max: 100 })
  expect(moneyAxis([{ estimate: 0, low: 0, high: 0 }])).toEqual({ min: 0, max: 1 })
  expect(moneyAxis([])).toEqual({ min: 0, max: 1 })
})
