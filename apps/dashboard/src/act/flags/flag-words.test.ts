import type { FlagServe, FlagSettings } from '@throughline/contract/flag-rules'
import { describe, expect, it } from 'vitest'
import {
  audienceText,
  flagsSentence,
  rampAt,
  serveText,
  settingsDifference,
  settingsText,
  valueText,
  wordsHere,
} from './flag-words.ts'

const words = {
  timezone: 'Europe/Berlin',
  nameOfSegment: (id: string) => (id === 's1' ? 'Returning customers' : id),
}
const now = Date.parse('2026-12-01T12:00:00Z')
const ramp: FlagServe = {
  ramp: {
    variation: 'on',
    rest: 'off',
    gradual: true,
    points: [
      { at: '2026-12-01T00:00:00Z', percent: 10 },
      { at: '2026-12-02T00:00:00Z', percent: 50 },
    ],
  },
  unit: 'targetingKey',
  salt: 'x',
}
const settings: FlagSettings = {
  enabled: true,
  off: 'off',
  prerequisites: [],
  rules: [{ id: 'r1', conditions: [], serve: { variation: 'on' } }],
  otherwise: { variation: 'off' },
}

describe('what is served, in words', () => {
  it('of a variation, shares and a ramp', () => {
    const split = [
      { variation: 'on', weight: 33.333 },
      { variation: 'off', weight: 66.667 },
    ]
    expect(serveText({ variation: 'on' }, words)).toBe('on')
    expect(serveText({ split, unit: 'groupId', salt: 'x' }, words)).toBe(
      '33.33\u202f% on, 66.67\u202f% off, drawn by company or household',
    )
    expect(serveText(ramp, words)).toBe(
      'on to 10\u202f% from 1 Dec 2026, 01:00, 50\u202f% from 2 Dec 2026, 01:00, growing evenly; the others off',
    )
  })

  it('of an environment, as far as a ramp has come', () => {
    expect(settingsText(settings, words)).toBe('1 rule, then off')
    expect(settingsText({ ...settings, rules: [], otherwise: ramp }, words, now)).toBe(
      '30\u202f% on, on the way to 50\u202f%',
    )
    expect(settingsText({ ...settings, enabled: false, off: null }, words)).toBe(
      'everybody gets the default in the code',
    )
  })
})

it('knows how far a ramp is, in steps and evenly', () => {
  const { points } = ramp.ramp
  expect([
    rampAt(points, false, now),
    rampAt(points, true, now),
    rampAt(points, true, now - 86_400_000),
  ]).toEqual([10, 30, 0])
  expect(rampAt(points, true, now + 86_400_000)).toBe(50)
})

it('says for whom a rule is, and when', () => {
  expect(
    audienceText(
      {
        conditions: [
          { attribute: 'country', operator: 'in', value: ['DE', 'AT'] },
          { attribute: 'segment', operator: 'notIn', value: ['s1'] },
          { attribute: 'age', operator: 'between', value: [18, 30] },
          { attribute: 'app', operator: 'versionAtLeast', value: '2.1' },
        ],
        from: '2026-12-01T00:00:00Z',
      },
      words,
    ),
  ).toBe(
    'country is one of DE, AT and not in “Returning customers” and age is between 18 and 30 and app is at least version 2.1, from 1 Dec 2026, 01:00',
  )
})

it('says what differs between two settings', () => {
  const rule = { id: 'r2', conditions: [], serve: { variation: 'off' } }
  expect(settingsDifference(settings, settings, words)).toEqual([])
  expect(
    settingsDifference(
      settings,
      {
        ...settings,
        off: null,
        prerequisites: [{ flag: 'base', variations: ['on'] }],
        rules: [rule],
        otherwise: { variation: 'on' },
      },
      words,
    ),
  ).toEqual([
    'While it is off: the default in the code instead of off',
    'Needs base to serve on',
    'No longer: everybody → on',
    'New rule 1: everybody → off',
    'Everybody else: on instead of off',
  ])
  const [first] = settings.rules
  if (!first) throw new Error('There is a rule')
  expect(
    settingsDifference({ ...settings, rules: [first, rule] }, { ...settings, rules: [rule, first] }, words),
  ).toEqual(['Rules are asked in another order'])
})

it('opens the list with a sentence', () => {
  const flag = {
    environments: [{ environment: 'production', enabled: true, serves: '', experiments: [] }],
  } as never
  expect(flagsSentence([flag], 0, 'production', 'Production')).toBe('1 flag, switched on in Production.')
  expect(flagsSentence([flag, flag], 1, 'staging', 'Staging')).toBe(
    '2 flags, none on in Staging; one seems to be needed no more.',
  )
})

it('cuts values, and reads the server’s words in the zone', () => {
  expect(valueText({ a: 'long text' }, 8)).toBe('{"a":"l…')
  expect(wordsHere('"on" for "s1" from 2026-12-01T00:00:00.000Z', words)).toBe(
    '“on” for “Returning customers” from 1 Dec 2026, 01:00',
  )
})
