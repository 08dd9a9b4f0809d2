import { expect, it } from 'vitest'
import type { StoredFlag } from './flag.ts'
import { staleness } from './stale.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 5, 1)
const ago = (days: number) => new Date(now - days * DAY)

const flag = (change: Partial<StoredFlag> = {}, otherwise: object = { variation: 'on' }): StoredFlag => ({
  projectId: 'p',
  key: 'f',
  type: 'boolean',
  details: {
    name: 'f',
    description: '',
    tags: [],
    browsers: 'answers',
    variations: [{ key: 'on', value: true }],
  },
  settings: { production: { enabled: true, off: null, prerequisites: [], rules: [], otherwise } as never },
  version: 1,
  archivedAt: null,
  createdAt: ago(100),
  changedAt: ago(100),
  ...change,
})
const used = {
  lastEvaluatedAt: ago(1),
  lastFetchedAt: undefined,
  settingsChangedAt: ago(60),
  isNeeded: false,
}
const reason = (one: StoredFlag, use: Partial<Parameters<typeof staleness>[2]> = {}) =>
  staleness(one, 'production', { ...used, ...use }, now)?.reason

const split = {
  split: [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 50 },
  ],
  unit: 'targetingKey',
  salt: 's',
}

it('points out a flag that nobody asks for', () => {
  expect(reason(flag({}, split), { lastEvaluatedAt: undefined })).toBe('never_evaluated')
  expect(reason(flag({ createdAt: ago(6) }, split), { lastEvaluatedAt: undefined })).toBeUndefined()
  expect(reason(flag({}, split), { lastEvaluatedAt: ago(30) })).toBe('not_evaluated')
  expect(reason(flag({}, split), { lastEvaluatedAt: ago(29.9) })).toBeUndefined()
})

it('says nothing of what it cannot see: local evaluators, and flags that others need', () => {
  expect(reason(flag({}, split), { lastEvaluatedAt: undefined, lastFetchedAt: ago(2) })).toBeUndefined()
  expect(reason(flag({}, split), { lastEvaluatedAt: ago(50), isNeeded: true })).toBeUndefined()
})

it('points out one variation for everybody for thirty days', () => {
  expect(reason(flag())).toBe('one_variation')
  expect(reason(flag(), { settingsChangedAt: ago(29) })).toBeUndefined()
  expect(reason(flag({}, split))).toBeUndefined()
  const ramp = (at: Date) => ({
    ramp: { variation: 'on', rest: 'off', points: [{ at: at.toISOString(), percent: 100 }], gradual: false },
    unit: 'targetingKey',
    salt: 's',
  })
  expect(reason(flag({}, ramp(ago(31))))).toBe('one_variation')
  expect(reason(flag({}, ramp(ago(10))))).toBeUndefined()
})

it('leaves alone what is archived, or meant to stay', () => {
  expect(reason(flag({ archivedAt: ago(1) }))).toBeUndefined()
  expect(reason(flag({ details: { ...flag().details, tags: ['permanent'] } }))).toBeUndefined()
})
