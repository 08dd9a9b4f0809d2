import { expect, it } from 'vitest'
import { parseViewSearch } from './view-search.ts'

it('reads what a link says', () => {
  expect(parseViewSearch({ period: '7d', tz: 'Asia/Tokyo', segment: 'vip', tab: 'x' })).toEqual({
    period: '7d',
    tz: 'Asia/Tokyo',
    segment: 'vip',
  })
})

it('lets a custom range win over a preset', () => {
  const search = { period: '7d', from: '2026-09-01', to: '2026-10-01' }
  expect(parseViewSearch(search)).toEqual({ from: '2026-09-01', to: '2026-10-01' })
})

it('leaves out what it does not understand', () => {
  expect(parseViewSearch({ period: 'forever', tz: 'Mars/Base', segment: '' })).toEqual({})
  expect(parseViewSearch({ from: '2026-10-01', to: '2026-09-01' })).toEqual({})
  expect(parseViewSearch({ from: '2026-02-30', to: '2026-03-01', period: '90d' })).toEqual({ period: '90d' })
})

it('keeps a segment whose id is made of digits', () => {
  expect(parseViewSearch({ segment: 42 })).toEqual({ segment: '42' })
})
