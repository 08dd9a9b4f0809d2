import type { FlagSettings } from '@throughline/contract/flag-rules'
import { describe, expect, it } from 'vitest'
import {
  draftOf,
  evenSplit,
  exampleContext,
  inputOf,
  isFinished,
  newRule,
  problemsOf,
  type SettingsDraft,
  settingsOf,
} from './settings-draft.ts'

const variations = [
  { key: 'a', value: 1 },
  { key: 'b', value: 2 },
  { key: 'c', value: 3 },
]
const saved: FlagSettings = {
  enabled: true,
  off: 'a',
  prerequisites: [{ flag: 'base', variations: ['on'] }],
  rules: [
    {
      id: 'r1',
      name: 'Staff',
      conditions: [{ attribute: 'country', operator: 'in', value: ['DE', 'AT'] }],
      from: '2026-12-01T00:00:00Z',
      serve: {
        split: [
          { variation: 'a', weight: 40 },
          { variation: 'b', weight: 60 },
        ],
        unit: 'groupId',
        salt: 's1',
      },
    },
    {
      id: 'r2',
      conditions: [],
      serve: {
        experiment: { id: 'e1', unit: 'targetingKey', salt: 's', layer: 'l', phases: [], holdout: null },
      },
    },
  ],
  otherwise: {
    ramp: { variation: 'b', rest: null, points: [{ at: '2026-12-01T00:00:00Z', percent: 5 }], gradual: true },
    unit: 'targetingKey',
    salt: 's2',
  },
}
const draft = draftOf(saved, variations)
const changed = (change: Partial<SettingsDraft>): SettingsDraft => ({ ...draft, ...change })

describe('a draft', () => {
  it('that is not changed says what is saved, salts included', () => {
    expect(settingsOf(draft, true, saved)).toEqual(saved)
    const { rules, ...rest } = saved
    expect(inputOf(draft, true)).toEqual({
      ...rest,
      rules: [rules[0], { id: 'r2', conditions: [], serve: { experiment: { id: 'e1' } } }],
    })
  })

  it('keeps the salt when it turns to shares of its own, and leaves out what nobody gets', () => {
    const [rule] = draft.rules
    expect(rule?.serve.split.map(({ variation, weight }) => [variation, weight])).toEqual([
      ['a', 40],
      ['b', 60],
      ['c', 0],
    ])
    const split = { ...draft.otherwise, kind: 'split' as const, split: evenSplit(['a', 'b', 'c']) }
    expect(inputOf(changed({ otherwise: split }), true).otherwise).toEqual({
      split: [
        { variation: 'a', weight: 33.34 },
        { variation: 'b', weight: 33.33 },
        { variation: 'c', weight: 33.33 },
      ],
      unit: 'targetingKey',
      salt: 's2',
    })
  })

  it('of a new rule waits for its condition', () => {
    const rule = newRule(variations)
    expect(problemsOf(changed({ rules: [rule] }))).toEqual([
      'Rule 1: a condition is not finished; finish or remove it.',
    ])
    expect(inputOf(changed({ rules: [{ ...rule, conditions: [], name: ' ' }] }), false).rules).toEqual([
      { conditions: [], serve: { variation: 'a' } },
    ])
  })
})

describe('problems', () => {
  it('are none where all is said', () => expect(problemsOf(draft)).toEqual([]))

  it('tell what is missing and where', () => {
    const [rule] = draft.rules
    if (!rule) throw new Error('There is a rule')
    const point = (at: string, percent: number) => ({ at, percent })
    expect(
      problemsOf(
        changed({
          prerequisites: [{ key: 'k', flag: 'base', variations: [] }],
          rules: [
            {
              ...rule,
              to: '2026-11-30T00:00:00Z',
              serve: { ...rule.serve, unit: ' ', split: [{ variation: 'a', weight: 99.9 }] },
            },
          ],
          otherwise: {
            ...draft.otherwise,
            ramp: {
              ...draft.otherwise.ramp,
              points: [point('2026-12-02T00:00:00Z', 5), point('2026-12-01T00:00:00Z', 10)],
            },
          },
        }),
      ),
    ).toEqual([
      'A flag that is needed first wants its key and a variation.',
      'Rule 1: it ends before it begins.',
      'Rule 1: the shares sum to 99.9 %, not 100 %.',
      'Rule 1: it is not said by what people are drawn.',
      'Everybody else: each step of the ramp needs a moment after the one before.',
    ])
  })

  it('know when a condition is finished', () => {
    expect(isFinished({ attribute: 'a', operator: 'exists' })).toBe(true)
    expect(isFinished({ attribute: '', operator: 'exists' })).toBe(false)
    expect(isFinished({ attribute: 'a', operator: 'versionAtLeast', value: '' })).toBe(false)
    expect(isFinished({ attribute: 'a', operator: 'between', value: [1, ''] })).toBe(false)
    expect(isFinished({ attribute: 'segment', operator: 'in', value: [] })).toBe(false)
    expect(isFinished({ attribute: 'a', operator: 'equals', value: 0 })).toBe(true)
  })
})

it('gives a context to try', () => {
  expect(exampleContext(draft)).toEqual({ country: 'DE' })
})
