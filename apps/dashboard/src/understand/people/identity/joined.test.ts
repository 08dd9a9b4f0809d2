import type { Profile } from '@throughline/contract/people'
import { expect, it } from 'vitest'
import { joined } from './joined.ts'

const profile = (part: Partial<Profile>): Profile => ({
  profileId: 'p1',
  identifiers: [],
  traits: {},
  traitDetails: {},
  firstSeen: '2026-03-01T00:00:00.000Z',
  lastSeen: '2026-03-02T00:00:00.000Z',
  eventCount: 1,
  revenue: [],
  consent: {},
  segments: [],
  ...part,
})

it('adds up what both have, a sum a currency, over the span of both', () => {
  const both = joined(
    profile({
      identifiers: [{ kind: 'user_id', value: 'u1' }],
      eventCount: 3,
      revenue: [{ currency: 'EUR', orders: 2, total: '20.50' }],
    }),
    profile({
      identifiers: [{ kind: 'anonymous_id', value: 'a1' }],
      firstSeen: '2025-12-01T00:00:00.000Z',
      eventCount: 4,
      revenue: [
        { currency: 'EUR', orders: 1, total: '9.50' },
        { currency: 'USD', orders: 1, total: '5.00' },
      ],
    }),
  )
  expect(both).toMatchObject({
    eventCount: 7,
    firstSeen: '2025-12-01T00:00:00.000Z',
    lastSeen: '2026-03-02T00:00:00.000Z',
    revenue: [
      { currency: 'EUR', orders: 3, total: 30 },
      { currency: 'USD', orders: 1, total: 5 },
    ],
    twoAccounts: false,
  })
  expect(both.identifiers).toHaveLength(2)
})

it('names the traits on which they differ, and says when both are accounts', () => {
  const identifiers = [{ kind: 'user_id' as const, value: 'u' }]
  const both = joined(
    profile({ identifiers, traits: { name: 'Ada', plan: 'pro', tags: ['a'] } }),
    profile({ identifiers, traits: { name: 'Ada', plan: 'free', tags: ['a'], age: 30 } }),
  )
  expect(both).toMatchObject({ disputed: ['plan'], twoAccounts: true })
})
