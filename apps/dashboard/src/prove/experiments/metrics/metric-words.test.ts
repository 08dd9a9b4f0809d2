import { expect, it } from 'vitest'
import { hoursText, metricText, quantileText } from './metric-words.ts'

const order = { event: 'Order Completed', better: 'up' } as const

it('says what a metric measures', () => {
  expect(metricText({ ...order, kind: 'proportion', windowHours: 168 })).toBe(
    'Share that did “Order Completed”, within 7 days',
  )
  expect(metricText({ kind: 'revenue', cap: { kind: 'percentile', at: 99.5 }, better: 'up' })).toBe(
    'Money of the orders of each, net of refunds, at most the 99.5\u202f% point each',
  )
  const either = [{ property: 'event', operator: 'in' as const, value: ['Help Sought', 'Ticket Opened'] }]
  expect(metricText({ kind: 'proportion', event: '*', where: either, better: 'down' })).toBe(
    'Share that did “Help Sought” or “Ticket Opened”',
  )
  const where = [{ property: 'country', operator: 'equals' as const, value: 'DE' }]
  expect(metricText({ kind: 'count', event: 'Products Searched', where, better: 'down' })).toBe(
    'Times that each did “Products Searched” where country is DE',
  )
  expect(metricText({ ...order, kind: 'quantile', property: 'seconds', quantile: 0.9 })).toBe(
    '90th percentile of average “seconds” of “Order Completed”',
  )
  expect(
    metricText({
      kind: 'ratio',
      numerator: { measure: 'revenue', event: 'Order Completed' },
      denominator: { measure: 'count', event: 'Order Completed' },
      better: 'up',
    }),
  ).toBe('Money of orders over number of “Order Completed”')
  expect(metricText({ kind: 'funnel', steps: [{ event: 'Cart' }, { event: 'Paid' }], better: 'up' })).toBe(
    'Share that did “Cart”, then “Paid”',
  )
  expect(metricText({ ...order, kind: 'retention', retention: { fromDay: 7, toDay: 8 } })).toBe(
    'Share that did “Order Completed” on day 7',
  )
  expect(metricText({ ...order, kind: 'timeTo' })).toBe('Days until “Order Completed”, of the first 14')
})

it('writes windows and percentiles as people say them', () => {
  expect(hoursText(36)).toBe('36 hours')
  expect(hoursText(24)).toBe('1 day')
  expect([0.5, 0.01, 0.11, 0.22, 0.999].map(quantileText)).toEqual([
    'Median',
    '1st percentile',
    '11th percentile',
    '22nd percentile',
    '99.9th percentile',
  ])
})
