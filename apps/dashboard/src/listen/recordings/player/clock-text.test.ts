import { expect, it } from 'vitest'
import { clockText, spokenClock } from './clock-text.ts'

it('tells time as players do', () => {
  expect([0, 999, 84_500, 3_599_999, 3_723_000, -5].map(clockText)).toEqual([
    '00:00',
    '00:00',
    '01:24',
    '59:59',
    '1:02:03',
    '00:00',
  ])
  expect([1_000, 84_500, 120_000].map(spokenClock)).toEqual([
    '1 second',
    '1 minute 24 seconds',
    '2 minutes 0 seconds',
  ])
})
