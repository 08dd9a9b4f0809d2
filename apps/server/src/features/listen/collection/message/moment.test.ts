import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf } from './moment.ts'

const iso = (value: unknown) => {
  const moment = momentOf(value)
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

test.each([
  ['2026-01-31T10:20:30.456Z', '2026-01-31T10:20:30.456Z'],
  ['2026-01-31T10:20:30Z', '2026-01-31T10:20:30.000Z'],
  ['2026-01-31T10:20:30.123456789Z', '2026-01-31T10:20:30.123Z'],
  ['2026-01-31T10:20:30,5Z', '2026-01-31T10:20:30.500Z'],
  ['2026-01-31T10:20:30+02:00', '2026-01-31T08:20:30.000Z'],
  ['2026-01-31T10:20:30-0530', '2026-01-31T15:50:30.000Z'],
  ['2026-01-31T10:20:30+01', '2026-01-31T09:20:30.000Z'],
  ['2026-01-31T10:20', '2026-01-31T10:20:00.000Z'],
  ['2026-01-31 10:20:30', '2026-01-31T10:20:30.000Z'],
  [' 2026-01-31t10:20:30z ', '2026-01-31T10:20:30.000Z'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01', '2026-01-01T00:00:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2026-01-31T24:00:00Z', '2026-02-01T00:00:00.000Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['Sat, 31 Jan 2026 10:20:30 GMT', '2026-01-31T10:20:30.000Z'],
  ['Jan 31, 2026 10:20:30', '2026-01-31T10:20:30.000Z'],
  ['Sat Jan 31 2026 10:20:30 GMT+0100 (Central European Standard Time)', '2026-01-31T09:20:30.000Z'],
  ['Sat Jan 31 2026 10:20:30 GMT+0100', '2026-01-31T09:20:30.000Z'],
  [1769854830456, '2026-01-31T10:20:30.456Z'],
  [1769854830456.4, '2026-01-31T10:20:30.456Z'],
  ['1769854830456', '2026-01-31T10:20:30.456Z'],
  [1769854830, '2026-01-31T10:20:30.000Z'],
])('%s', (given, expected) => {
  expect(iso(given)).toBe(expected)
})

test.each([
  '2026-13-45',
  '2026-02-30T00:00:00Z',
  '2025-02-29',
  '2026-01-31T25:00:00Z',
  '2026-01-31T10:61:00Z',
  '2026-01-31T10:00:00+25:00',
  '01/02/2026',
  'yesterday',
  '2026',
  '',
  'NaN',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  null,
  {},
  [],
])('%s is no time', (given) => {
  expect(momentOf(given)).toBeUndefined()
})

test('reads every time that JavaScript writes', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1973-04-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (date) => {
        expect(momentOf(date.toISOString())).toBe(date.getTime())
        expect(momentOf(date.getTime())).toBe(date.getTime())
        expect(momentOf(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      },
    ),
  )
})
