import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { conformanceCases, conformanceDatafile } from './conformance.ts'
import type { Flag, Serve } from './datafile.ts'
import type { Context } from './evaluation.ts'
import { exposuresOf } from './exposures-of.ts'

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

const asked = (...flags: readonly Flag[]) =>
  compile({ format: 1, environment: 'production', revision: 'r1', flags })

const units = Array.from({ length: 2000 }, (_, index) => `unit-${index}`)

test('the conformance table, one by one and all at once', () => {
  const { evaluate, evaluateAll, keys } = compile(conformanceDatafile)
  for (const { flag: key, context, ...expected } of conformanceCases) {
    const {
      rule: _,
      experiment: __,
      errorMessage: ___,
      prerequisite: ____,
      key: _____,
      through: ______,
      ...answer
    } = evaluate(key, context)
    expect([key, context, answer]).toEqual([key, context, expected])
    if (keys.includes(key)) expect(evaluateAll(context)[keys.indexOf(key)]).toEqual(evaluate(key, context))
  }
})

test('an answer names its rule, its prerequisite and its experiment', () => {
  const { evaluate } = compile(conformanceDatafile)
  expect(evaluate('targeted', { segments: ['s1'] })).toMatchObject({ rule: 'segment' })
  expect(evaluate('needs-killed', {})).toMatchObject({ prerequisite: 'killed' })
  const seen = units.map((unit) => evaluate('experiment', { targetingKey: unit }).experiment).find(Boolean)
  expect(seen).toEqual({
    id: 'e1',
    unit: 'targetingKey',
    value: expect.stringMatching(/^unit-/),
    variation: expect.stringMatching(/^[ab]$/),
    phase: expect.any(Number),
  })
})

test('an answer tells the experiments of what it needs, whichever variation they served', () => {
  const experiment = conformanceDatafile.flags.find(({ key }) => key === 'experiment') as Flag
  const needs = (key: string, ...needed: string[]): Flag => ({
    ...flag,
    key,
    prerequisites: needed.map((other) => ({ flag: other, variations: ['b'] })),
  })
  const { evaluate } = asked(
    experiment,
    needs('direct', 'experiment'),
    { ...needs('again', 'experiment'), off: 'b', otherwise: { variation: 'b' } },
    needs('deep', 'again', 'experiment'),
  )
  let [in_, out] = [0, 0]
  for (const targetingKey of units.slice(0, 100)) {
    const own = evaluate('experiment', { targetingKey }).experiment
    const expected = own ? [{ ...own, flag: 'experiment' }] : undefined
    expect(evaluate('direct', { targetingKey }).through).toEqual(expected)
    expect(evaluate('deep', { targetingKey }).through).toEqual(expected)
    expect(exposuresOf(evaluate('direct', { targetingKey }))).toEqual(expected ?? [])
    if (own) in_++
    else out++
  }
  expect(Math.min(in_, out)).toBeGreaterThan(10)
})

test('a gradual ramp grows evenly, and nobody who is in falls out', () => {
  const { evaluate } = asked({
    ...flag,
    otherwise: {
      ramp: {
        variation: 'b',
        rest: 'a',
        points: [
          { at: '2026-01-01', percent: 0 },
          { at: '2026-01-11', percent: 100 },
        ],
        gradual: true,
      },
      unit: 'targetingKey',
      salt: 'ramp',
    },
  })
  let before = new Set<string>()
  for (const day of [1, 2, 4, 6, 11, 12]) {
    const at = Date.UTC(2026, 0, day)
    const now = new Set(
      units.filter((unit) => evaluate('flag', { targetingKey: unit }, at).variation === 'b'),
    )
    expect([...before].every((unit) => now.has(unit))).toBe(true)
    expect(Math.abs(now.size / units.length - Math.min(day - 1, 10) / 10)).toBeLessThan(0.05)
    before = now
  }
  expect(before.size).toBe(units.length)
})

function experiment(
  id: string,
  more: { layer?: string; slots: [number, number][][]; weight?: number },
): Flag {
  const serve: Serve = {
    experiment: {
      id,
      unit: 'targetingKey',
      salt: id,
      layer: more.layer ?? id,
      phases: more.slots.map((slots, phase) => ({
        slots,
        split: [
          { variation: 'a', weight: phase === 0 ? 50 : (more.weight ?? 50) },
          { variation: 'b', weight: phase === 0 ? 50 : 100 - (more.weight ?? 50) },
        ],
      })),
      holdout: null,
    },
  }
  return { ...flag, key: id, rules: [{ id: 'experiment', conditions: [], serve }] }
}

const variationsOf = (one: Flag) => {
  const { evaluate } = asked(one)
  return units.map((unit) => evaluate(one.key, { targetingKey: unit }).experiment?.variation)
}

test('growing traffic and another split move nobody', () => {
  const small = variationsOf(experiment('e', { slots: [[[0, 3000]]] }))
  const grown = variationsOf(experiment('e', { slots: [[[0, 3000]], [[3000, 10_000]]], weight: 10 }))
  for (const [index, variation] of small.entries()) if (variation) expect(grown[index]).toBe(variation)
  expect(grown.every(Boolean)).toBe(true)
})

test('an experiment of half the traffic that is a layer of its own shows both variations', () => {
  const shown = variationsOf(experiment('e', { slots: [[[0, 5000]]] }))
  const [a, b] = ['a', 'b'].map((key) => shown.filter((variation) => variation === key).length)
  expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThan(130) // Four standard deviations of 1,000 draws.
})

test('two experiments in one layer share nobody; in two layers they share half, evenly', () => {
  const first = variationsOf(experiment('e1', { layer: 'l', slots: [[[0, 5000]]] }))
  const second = variationsOf(experiment('e2', { layer: 'l', slots: [[[5000, 10_000]]] }))
  expect(units.every((_, index) => Boolean(first[index]) !== Boolean(second[index]))).toBe(true)
  const other = variationsOf(experiment('e3', { slots: [[[0, 10_000]]] }))
  const together = first.filter((variation, index) => variation === 'a' && other[index] === 'a').length
  expect(Math.abs(together - units.length / 8)).toBeLessThan(60)
})

test('a prerequisite in a circle, in words; the kill switch opens it', () => {
  const needs = (key: string, needed: string): Flag => ({
    ...flag,
    key,
    prerequisites: [{ flag: needed, variations: ['a'] }],
  })
  const circle = [needs('x', 'y'), needs('y', 'z'), needs('z', 'x')]
  expect(asked(...circle).evaluate('y', {})).toMatchObject({
    reason: 'ERROR',
    errorCode: 'GENERAL',
    errorMessage: 'prerequisites run in a circle: "y" needs "z" needs "x" needs "y".',
  })
  expect(asked(...circle.slice(0, 2), { ...needs('z', 'x'), enabled: false }).evaluate('y', {}).value).toBe(
    'A',
  )
  expect(asked(needs('x', 'gone')).evaluate('x', {}).errorMessage).toBe('the prerequisite "gone" is no flag.')
})

test('prerequisites that multiply, or reach too deep, are refused instead of evaluated for ever', () => {
  const wide = Array.from(
    { length: 40 },
    (_, level): Flag => ({
      ...flag,
      key: `level-${level}`,
      prerequisites: level === 0 ? [] : [0, 1].map(() => ({ flag: `level-${level - 1}`, variations: ['a'] })),
    }),
  )
  const deep = Array.from(
    { length: 3000 },
    (_, level): Flag => ({
      ...flag,
      key: `deep-${level}`,
      prerequisites: level === 0 ? [] : [{ flag: `deep-${level - 1}`, variations: ['a'] }],
    }),
  ).slice(-1100)
  expect(asked(...wide).evaluate('level-39', {}).errorMessage).toContain('more than 1000 evaluations')
  expect(asked(...wide).evaluate('level-5', {}).value).toBe('A')
  expect(asked(...deep).evaluate('deep-2999', {}).reason).toBe('ERROR')
})

test('a context with a cycle, 10,000 keys, a throwing getter or inherited names', () => {
  const { evaluate } = asked({
    ...flag,
    rules: [
      {
        id: 'self',
        conditions: [{ attribute: 'self.self.name', operator: 'equals', value: 'x' }],
        serve: { variation: 'b' },
      },
      {
        id: 'made',
        conditions: [{ attribute: 'constructor.name', operator: 'exists' }],
        serve: { variation: 'b' },
      },
    ],
  })
  const cyclic: Record<string, unknown> = { name: 'x' }
  cyclic.self = cyclic
  expect(evaluate('flag', cyclic).rule).toBe('self')
  expect(evaluate('flag', { self: cyclic, other: [cyclic] }).rule).toBe('self')
  const large = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key-${index}`, index]))
  expect(evaluate('flag', large).reason).toBe('DEFAULT')
  const throwing = {
    get self(): never {
      throw new Error('no')
    },
  }
  expect(evaluate('flag', throwing)).toMatchObject({ reason: 'ERROR', errorCode: 'GENERAL' })
})

test('a flag that cannot be read is an error of its own, and its kill switch still works', () => {
  const broken = { ...flag, key: 'broken', otherwise: { variation: 'gone' } }
  const { evaluate } = asked(flag, broken, { ...broken, key: 'killed', enabled: false })
  expect(evaluate('flag', {}).value).toBe('A')
  expect(evaluate('broken', {})).toMatchObject({ reason: 'ERROR', errorCode: 'PARSE_ERROR' })
  expect(evaluate('killed', {}).value).toBe('A')
  const unheard: Flag = JSON.parse('{ "key": "x", "enabled": true, "variations": 5 }')
  expect(asked(unheard).evaluate('x', {}).errorCode).toBe('PARSE_ERROR')
})

test('a number is a unit too, an empty text is none', () => {
  const by = (context: Context) =>
    asked({
      ...flag,
      otherwise: {
        split: [
          { variation: 'a', weight: 50 },
          { variation: 'b', weight: 50 },
        ],
        unit: 'id',
        salt: 's',
      },
    }).evaluate('flag', context)
  expect(by({ id: 42 })).toEqual(by({ id: '42' }))
  expect(by({ id: '' }).errorMessage).toBe(
    'Flag "flag" hands out shares by id, which the context does not have.',
  )
})
