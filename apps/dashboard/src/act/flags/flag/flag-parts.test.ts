import { describe, expect, it } from 'vitest'
import { parseFlagSearch, parseFlagsSearch } from '../flag-search.ts'
import { keyOfName, keyProblem } from '../list/flag-key.ts'
import { parseValue, valueFieldText } from './flag-value.ts'
import { snippetOf } from './snippets.ts'
import { usageByVariation } from './usage-by-variation.ts'

describe('values', () => {
  it('are read as the flag’s type has them, or told what is wrong', () => {
    expect([parseValue('true', 'boolean').value, parseValue(' 12.5 ', 'number').value]).toEqual([true, 12.5])
    expect([parseValue(' a ', 'string').value, parseValue('[1]', 'json').value]).toEqual([' a ', [1]])
    expect(parseValue('yes', 'boolean').problem).toBeTruthy()
    expect(parseValue('', 'number').problem).toBeTruthy()
    expect(parseValue('1', 'json').problem).toMatch(/object or a list/)
    expect(parseValue('{', 'json').problem).toMatch(/no JSON/)
  })

  it('are shown as they are read', () => {
    expect(valueFieldText({ a: 1 }, 'json')).toBe('{\n  "a": 1\n}')
    expect([valueFieldText(false, 'boolean'), valueFieldText('text', 'string')]).toEqual(['false', 'text'])
  })
})

it('makes keys of names', () => {
  expect([keyOfName('One-page Checkout!'), keyOfName('Größe / Maß'), keyOfName(' … ')]).toEqual([
    'one-page-checkout',
    'grosse/mass',
    '',
  ])
  expect([keyProblem('a/b.c'), keyProblem('')]).toEqual([undefined, undefined])
  expect([keyProblem('a b'), keyProblem('/a'), keyProblem('a'.repeat(201))].every(Boolean)).toBe(true)
})

it('writes code that asks for the flag, in its environment', () => {
  const flag = { key: "it's/new", type: 'string', variations: [{ key: 'a', value: 'A' }] } as const
  const place = { origin: 'https://cx.example', writeKey: 'wk', environment: 'staging' }
  expect(snippetOf('browser', flag as never, place)).toContain(
    String.raw`throughline.flags.value('it\'s/new', 'A')`,
  )
  expect(snippetOf('web', flag as never, place)).toContain("['Throughline-Environment', 'staging']")
  expect(snippetOf('server', flag as never, { ...place, environment: undefined })).not.toContain(
    'Environment',
  )
  expect(snippetOf('http', flag as never, place)).toContain("/flags/it's%2Fnew?environment=staging")
})

it('sums up what was served', () => {
  expect(
    usageByVariation({ total: 4, days: [{ variations: { on: 1 } }, { variations: { on: 2, '': 1 } }] }),
  ).toEqual([
    { variation: 'on', count: 3, share: 0.75 },
    { variation: '', count: 1, share: 0.25 },
  ])
})

it('reads links', () => {
  expect(parseFlagsSearch({ show: 'stale', words: 12 })).toEqual({ show: 'stale', words: '12' })
  expect([parseFlagsSearch({ show: 'x', words: '' }), parseFlagSearch({ environment: 'staging' })]).toEqual([
    {},
    { environment: 'staging' },
  ])
})
