import { expect, it } from 'vitest'
import { traitFacts } from './trait-facts.ts'

it('tells when each trait was set, in the zone that counts, also of what is inside one', () => {
  const facts = traitFacts(
    {
      profileId: 'p1',
      identifiers: [],
      traits: { plan: 'pro', address: { country: 'FR', geo: { lat: 1 } }, 'a.b': 2 },
      traitDetails: {
        plan: { setAt: '2026-02-28T23:30:00.000Z' },
        address: { setAt: '2026-03-05T08:00:00.000Z' },
        'a.b': { setAt: '2026-01-01T11:00:00.000Z' },
      },
      firstSeen: '2026-01-01T00:00:00.000Z',
      lastSeen: '2026-03-05T08:00:00.000Z',
      eventCount: 3,
      revenue: [],
      consent: {},
      segments: [],
    },
    'Europe/Berlin',
  )
  expect(facts.map(({ name, note }) => [name, note])).toEqual([
    ['plan', 'set 1 Mar 2026, 00:30'],
    ['address.country', 'set 5 Mar 2026, 09:00'],
    ['address.geo.lat', 'set 5 Mar 2026, 09:00'],
    ['a.b', 'set 1 Jan 2026, 12:00'],
  ])
})
