import { expect, test } from 'vitest'
import { momentGiven, momentOf } from './moment.ts'

test.each([
  ['2026-01', '2026-01-01T00:00:00.000Z'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T12:30', '2026-01-31T12:30:00.000Z'],
  ['2026-01-31 12:30:15', '2026-01-31T12:30:15.000Z'],
  ['2026-01-31T12:30:15.1239Z', '2026-01-31T12:30:15.123Z'],
  ['2026-01-31T12:30:15+02:00', '2026-01-31T10:30:15.000Z'],
  ['2026-01-31T12:30:15-0530', '2026-01-31T18:00:15.000Z'],
])('%s is %s on every machine', (text, iso) => {
  expect(new Date(momentOf(text)).toISOString()).toBe(iso)
})

test.each(['', '5', '2026', '2026-13-01', '2026-02-30', '2026-01-31T24:00', '2026-01-31T12', 'yesterday'])(
  '%j is no moment',
  (text) => {
    expect(momentOf(text)).toBeNaN()
  },
)

test('seconds, milliseconds and their digits', () => {
  expect(momentGiven(1_769_857_200)).toBe(1_769_857_200_000)
  expect(momentGiven(1_769_857_200_000)).toBe(1_769_857_200_000)
  expect(momentGiven('1769857200')).toBe(1_769_857_200_000)
  expect(momentGiven(5)).toBeNaN()
  expect(momentGiven(true)).toBeNaN()
})
