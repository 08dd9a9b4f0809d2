import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCondition } from './condition.ts'
import type { Condition, Operator } from './datafile.ts'
import type { Context } from './evaluation.ts'

function holds(condition: Condition, context: Context): boolean {
  const compiled = compileCondition(condition)
  if ('problem' in compiled) throw new Error(compiled.problem)
  return compiled.holds(context)
}

const table: [Operator, Condition['value'], unknown, boolean][] = [
  ['equals', 'pro', 'pro', true],
  ['equals', 'pro', 'Pro', false],
  ['equals', 5, '5.00', true],
  ['equals', '5', 5, true],
  ['equals', true, 'true', true],
  ['equals', 5, ['4', 5], true],
  ['equals', '', null, false],
  ['in', ['DE', 5], 'DE', true],
  ['in', ['DE', 5], '5.0', true],
  ['in', ['DE'], ['FR', 'DE'], true],
  ['contains', 'b', 'abc', true],
  ['contains', 'b', ['x', 'aby'], true],
  ['contains', '2', 1234, true],
  ['startsWith', 'ab', 'abc', true],
  ['endsWith', '@example.com', 'x@example.com', true],
  ['matches', '^a+$', 'aaa', true],
  ['matches', '^a+$', ['b', 'aa'], true],
  ['greaterThan', 5, 5, false],
  ['greaterThan', 5, '5.1', true],
  ['greaterThan', 5, 'many', false],
  ['greaterThan', 5, '0x10', false],
  ['greaterThan', -1, '', false],
  ['greaterThan', -1, true, false],
  ['atLeast', 5, 5, true],
  ['lessThan', 5, Number.NaN, false],
  ['atMost', 5, '5', true],
  ['between', [1, 3], 3, true],
  ['between', [1, 3], 3.1, false],
  ['before', '2026-01-31T12:00:00Z', '2026-01-31T12:59:59+01:00', true],
  ['before', '2026-01-31', new Date('2026-01-30'), true],
  ['before', 1_769_857_200_000, 1_769_857_199, true],
  ['after', '2026-01-31', '5', false],
  ['after', '2026-01-31', 1_900_000_000, true],
  ['exists', undefined, 0, true],
  ['exists', undefined, {}, true],
  ['exists', undefined, [], false],
  ['exists', undefined, null, false],
  ['equals', 'x', { x: 'x' }, false],
  ['versionEquals', '1.2', 'v1.2.0', true],
  ['versionGreaterThan', '1.2.0-rc.1', '1.2.0', true],
  ['versionAtLeast', '1.10', '1.9.9', false],
  ['versionLessThan', '2', '1.99', true],
  ['versionAtMost', '2', 'latest', false],
  ['versionAtLeast', '2', 3, true],
]

test.each(table)('%s %j on %j is %s', (operator, value, given, expected) => {
  const condition = { attribute: 'it', operator, ...(value !== undefined && { value }) }
  expect(holds(condition, { it: given })).toBe(expected)
})

const pairs: [Operator, Operator, Condition['value']][] = [
  ['equals', 'notEquals', 'a'],
  ['in', 'notIn', ['a', 1]],
  ['contains', 'notContains', 'a'],
  ['matches', 'notMatches', '^a'],
  ['exists', 'notExists', undefined],
  ['versionEquals', 'versionNotEquals', '1.0'],
]

test('an operator with "not" is exactly the opposite, whatever is given', () => {
  const given = fc.oneof(fc.constantFrom('a', 'ab', 1, '1.0', undefined, null, true), fc.anything())
  fc.assert(
    fc.property(fc.constantFrom(...pairs), given, ([plain, not, value], it) => {
      const condition = { attribute: 'it', ...(value !== undefined && { value }) }
      return (
        holds({ ...condition, operator: plain }, { it }) !== holds({ ...condition, operator: not }, { it })
      )
    }),
  )
})

test('a path with dots: a key of that name first, then down, and only what is the context’s own', () => {
  const condition: Condition = { attribute: 'a.b', operator: 'equals', value: 'x' }
  expect(holds(condition, { 'a.b': 'x', a: { b: 'y' } })).toBe(true)
  expect(holds(condition, { a: { b: 'x' } })).toBe(true)
  expect(holds(condition, { a: 'x' })).toBe(false)
  expect(holds({ attribute: 'toString', operator: 'exists' }, {})).toBe(false)
  expect(holds({ attribute: 'list.0', operator: 'equals', value: 'x' }, { list: ['x'] })).toBe(true)
})

test.each<[Condition['value'], Operator, string, string]>([
  [[], 'in', 'value', 'at least one value'],
  ['x', 'greaterThan', 'value', 'takes a number'],
  [[3, 1], 'between', 'value', 'the lower number first'],
  [[3], 'between', 'value', 'two numbers'],
  ['soon', 'before', 'value', 'ISO 8601'],
  ['(a', 'matches', 'value', 'takes a regular expression, but a ( is never closed'],
  ['one', 'versionAtLeast', 'value', 'takes a version'],
  ['x', 'exists', 'value', 'take no value'],
  ['', 'contains', 'value', 'not empty'],
  [['x'], 'equals', 'value', 'one text'],
])('%j with %s is refused in words', (value, operator, part, words) => {
  expect(compileCondition({ attribute: 'it', operator, ...(value !== undefined && { value }) })).toEqual({
    part,
    problem: expect.stringContaining(words),
  })
})

test('an operator that we do not know, and segments otherwise than in or notIn', () => {
  const unknown: Condition = JSON.parse('{ "attribute": "it", "operator": "constructor" }')
  expect(compileCondition(unknown)).toMatchObject({ part: 'operator' })
  expect(compileCondition({ attribute: 'segment', operator: 'contains', value: 's' })).toMatchObject({
    part: 'operator',
  })
  expect(holds({ attribute: 'segment', operator: 'notIn', value: ['s1'] }, {})).toBe(true)
})
