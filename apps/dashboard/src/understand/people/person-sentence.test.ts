import type { Profile } from '@throughline/contract/people'
import { expect, it } from 'vitest'
import { personSentence } from './person-sentence.tsx'

const now = Date.parse('2026-09-01T00:00:00.000Z')
const say = (part: Partial<Profile>): string =>
  personSentence(
    {
      profileId: 'p1',
      identifiers: [],
      traits: { name: 'Ada Example' },
      traitDetails: {},
      firstSeen: '2026-03-01T12:00:00.000Z',
      lastSeen: '2026-08-01T12:00:00.000Z',
      eventCount: 12,
      revenue: [],
      consent: {},
      segments: [],
      ...part,
    },
    'Europe/Berlin',
    now,
  )

it('tells orders and money, a sum a currency', () => {
  expect(say({ revenue: [{ currency: 'EUR', orders: 4, total: '312.40' }] })).toBe(
    'Ada Example has ordered 4 times since March, €312.40 in all.',
  )
  expect(
    say({
      revenue: [
        { currency: 'EUR', orders: 1, total: '59.80' },
        { currency: 'JPY', orders: 2, total: '900' },
        { currency: 'USD', orders: 0, total: '0.00' },
      ],
    }),
  ).toBe('Ada Example has ordered 3 times since March, €59.80 and ¥900 in all.')
  expect(say({ revenue: [{ currency: 'EUR', orders: 1, total: '0.00' }] })).toBe(
    'Ada Example has ordered once since March, €0.00 in all.',
  )
})

it('tells who only looked around, and who was only named by others', () => {
  expect(say({ firstSeen: '2025-03-01T12:00:00.000Z' })).toBe(
    'Ada Example has been coming since March 2025 and has bought nothing yet.',
  )
  expect(say({ eventCount: 0 })).toBe('Ada Example has no events of their own.')
})
