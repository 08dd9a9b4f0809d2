import { expect, it } from 'vitest'
import { orderCount, personFigures, revenueCell, revenueText } from './person-figures.ts'

const revenue = [
  { currency: 'EUR', orders: 2, total: '30.25' },
  { currency: 'JPY', orders: 1, total: '900' },
]

it('counts orders of all currencies, and tells money a sum a currency', () => {
  expect([orderCount(revenue), orderCount([])]).toEqual([3, 0])
  expect([revenueText(revenue), revenueText([])]).toEqual(['€30.25, ¥900', null])
  expect([revenueCell(revenue), revenueCell([])]).toEqual(['30.25 EUR, 900 JPY', ''])
})

it('tells in one line what someone did', () => {
  expect(personFigures({ eventCount: 1200, revenue })).toBe('1,200 events · 3 orders, €30.25, ¥900')
  expect(personFigures({ eventCount: 1, revenue: [] })).toBe('1 event')
})
