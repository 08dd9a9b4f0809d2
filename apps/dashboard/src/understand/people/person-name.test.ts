import type { Profile } from '@throughline/contract/people'
import { expect, it } from 'vitest'
import { personName, profileName } from './person-name.ts'

const nobody = { profileId: 'p1', name: null, email: null, identifiers: [] }
const profile = (part: Partial<Profile>): Profile => ({
  profileId: 'p1',
  identifiers: [],
  traits: {},
  traitDetails: {},
  firstSeen: '2026-03-01T00:00:00.000Z',
  lastSeen: '2026-03-01T00:00:00.000Z',
  eventCount: 1,
  revenue: [],
  consent: {},
  segments: [],
  ...part,
})

it('prefers the name, then the e-mail address, then the strongest identifier', () => {
  expect(personName({ ...nobody, name: 'Ada', email: 'ada@x.y' })).toBe('Ada')
  expect(personName({ ...nobody, email: 'ada@x.y' })).toBe('ada@x.y')
  expect(
    personName({
      ...nobody,
      identifiers: [
        { kind: 'anonymous_id', value: 'a1' },
        { kind: 'user_id', value: 'u1' },
      ],
    }),
  ).toBe('User id u1')
  expect(
    personName({
      ...nobody,
      identifiers: [{ kind: 'anonymous_id', value: '3f2a9c4e-aaaa-bbbb-cccc-000000000000' }],
    }),
  ).toBe('Visitor 3f2a9c4e…')
  expect(personName(nobody)).toBe('p1')
})

it('puts the name together from first and last name, and takes no empty text or number for one', () => {
  expect(profileName(profile({ traits: { firstName: 'Ada', last_name: 'Example' } }))).toBe('Ada Example')
  expect(profileName(profile({ traits: { name: ' ', email: 'ada@x.y' } }))).toBe('ada@x.y')
  expect(profileName(profile({ traits: { name: 7 } }))).toBe('p1')
})
