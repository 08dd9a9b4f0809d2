import { expect, test } from 'vitest'
import { checkDatafile, checkFlag } from './check-flag.ts'
import { conformanceFlags } from './conformance.ts'
import type { Flag, Serve } from './datafile.ts'

const flag: Flag = {
  key: 'flag',
  type: 'string',
  enabled: true,
  variations: [
    { key: 'a', value: 'A' },
    { key: 'b', value: 'B' },
  ],
  off: 'a',
  prerequisites: [],
  rules: [],
  otherwise: { variation: 'a' },
}

const problems = (change: Partial<Flag>, others?: readonly Flag[]) =>
  checkFlag({ ...flag, ...change }, others).map(({ path, message }) => `${path}: ${message}`)

const served = (serve: Serve) => problems({ rules: [{ id: 'r', conditions: [], serve }] })

test('a flag that is right has no problems', () => {
  expect(checkDatafile({ format: 1, environment: 'e', revision: 'r', flags: conformanceFlags })).toEqual([])
})

test('variations: known, once, and of the type', () => {
  expect(problems({ type: 'number' })).toEqual([
    'variations[0].value: the value must be a number',
    'variations[1].value: the value must be a number',
  ])
  expect(problems({ off: 'c', otherwise: { variation: 'd' } })).toEqual([
    'off: the flag has no variation "c"',
    'otherwise.variation: the flag has no variation "d"',
  ])
  expect(problems({ variations: [...flag.variations, { key: 'a', value: 'again' }] })).toEqual([
    'variations[2].key: there already is a variation "a"',
  ])
})

test('weights that sum to 99.9, are negative, or repeat a variation', () => {
  const split = (...weights: number[]): Serve => ({
    split: weights.map((weight, index) => ({ variation: index === 0 ? 'a' : 'b', weight })),
    unit: 'targetingKey',
    salt: 's',
  })
  expect(served(split(50, 49.9))).toEqual([
    'rules[0].serve.split: the weights sum to 99.9; they must sum to 100',
  ])
  expect(served(split(33.3, 66.7))).toEqual([])
  expect(served(split(-1, 101))).toEqual([
    'rules[0].serve.split[0].weight: a weight is a number from 0 to 100',
    'rules[0].serve.split[1].weight: a weight is a number from 0 to 100',
  ])
  expect(served(split(50, 25, 25))).toEqual(['rules[0].serve.split[2].variation: "b" is there twice'])
})

test('conditions, schedules and ids of rules', () => {
  const rule = { id: 'r', conditions: [], serve: { variation: 'a' } } as const
  expect(
    problems({
      rules: [
        { ...rule, conditions: [{ attribute: 'x', operator: 'matches', value: '(a+' }] },
        { ...rule, from: '2026-02-01', to: '2026-01-01' },
        { ...rule, id: 's', from: 'soon' },
      ],
    }),
  ).toEqual([
    'rules[0].conditions[0].value: matches takes a regular expression, but a ( is never closed',
    'rules[1].to: the end of a schedule must be later than its start',
    'rules[2].from: a time is written in ISO 8601, such as 2026-01-31T12:00:00Z',
    'rules[1].id: there already is a rule "r"',
  ])
})

test('ramps only grow, in the order of time, and leave nobody without a value', () => {
  const points = [
    { at: '2026-01-02', percent: 50 },
    { at: '2026-01-01', percent: 10 },
  ]
  const serve: Serve = { ramp: { variation: 'b', rest: null, points, gradual: true }, unit: 'u', salt: 's' }
  expect(problems({ otherwise: serve })).toEqual([
    'otherwise.ramp.rest: those whom the ramp has not reached must get a variation too',
    'otherwise.ramp.points[1].at: each point must be later than the one before',
    'otherwise.ramp.points[1].percent: a ramp only grows; to take it back, switch the flag off',
  ])
})

test('experiments: slots once, shares of a holdout, never as what everybody else gets', () => {
  const split = [{ variation: 'a', weight: 100 }]
  const serve: Serve = {
    experiment: {
      id: 'e',
      unit: 'targetingKey',
      salt: 's',
      layer: '',
      phases: [
        { slots: [[0, 5000]], split },
        { slots: [[4999, 10_001]], split },
      ],
      holdout: { salt: 'h', share: 5 },
    },
  }
  expect(problems({ otherwise: serve })).toEqual([
    'otherwise: an experiment needs a rule, so that those who are not in it get what follows',
    'otherwise.experiment.layer: a layer is a salt that is not empty',
    'otherwise.experiment.holdout.share: the share of a holdout is a number from 0 to 1',
    'otherwise.experiment.phases[1].slots[0]: slots are a range of whole numbers from 0 to 10000, the first below the second',
    'otherwise.experiment.phases[1].slots[0]: a slot belongs to one phase only',
  ])
})

test('prerequisites: known flags, known variations, no circle', () => {
  const needs = (key: string, ...needed: string[]): Flag => ({
    ...flag,
    key,
    prerequisites: needed.map((other) => ({
      flag: other,
      variations: ['a', 'x'].slice(0, other === 'z' ? 2 : 1),
    })),
  })
  expect(problems(needs('flag', 'flag'))).toEqual(['prerequisites[0].flag: a flag cannot need itself'])
  expect(problems(needs('flag', 'z'), [])).toEqual(['prerequisites[0].flag: there is no flag "z"'])
  expect(problems(needs('flag', 'z'), [needs('z')])).toEqual([
    'prerequisites[0].variations[1]: the flag "z" has no variation "x"',
  ])
  const off = { ...needs('y', 'flag'), enabled: false }
  expect(problems(needs('flag', 'y'), [flag, off])).toEqual([
    'prerequisites: prerequisites run in a circle: "flag" needs "y" needs "flag"',
  ])
})

test('no two flags of a datafile have one key', () => {
  expect(checkDatafile({ format: 1, environment: 'e', revision: 'r', flags: [flag, flag] })).toEqual([
    { path: 'flags[1].key', message: 'there already is a flag "flag"' },
  ])
})
