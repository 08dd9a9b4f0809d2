import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from './pattern.ts'

function matches(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern)
  if ('problem' in compiled) throw new Error(`${pattern}: ${compiled.problem}`)
  return compiled.matches(text)
}

const repeats = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,3}', '{1,}', '*?']
const characters = ['a', 'b', 'A', '1', '_', ' ', '.', 'é', '\\n', '\\.', '\\x41']
const classes = [
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\s',
  '\\S',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '[^\\w]',
  '[\\d_-]',
  '[A-Z]',
]

/** Patterns of the syntax that JavaScript reads alike, with groups nested so deep. */
function patternsOf(depth: number): fc.Arbitrary<string> {
  const plain = [fc.constantFrom(...characters), fc.constantFrom(...classes)]
  const inner = depth > 0 ? patternsOf(depth - 1) : fc.constant('a')
  const atom = fc.oneof(
    ...plain,
    inner.map((pattern) => `(${pattern})`),
    inner.map((pattern) => `(?:${pattern})`),
  )
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(atom, fc.constantFrom(...repeats)).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
  )
  const sequence = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))
  return fc.array(sequence, { minLength: 1, maxLength: 2 }).map((options) => options.join('|'))
}

const texts = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '1', '_', ' ', '.', '\n', 'é', '-'),
  maxLength: 10,
})

test('random patterns find what RegExp finds', () => {
  fc.assert(
    fc.property(patternsOf(2), texts, fc.constantFrom('', 'i', 'm', 'im'), (pattern, text, flags) => {
      const flagged = flags ? `(?${flags})${pattern}` : pattern
      expect(matches(flagged, text)).toBe(new RegExp(pattern, `su${flags}`).test(text))
    }),
    { numRuns: 500 },
  )
})

test('patterns for which backtracking takes ages are answered at once', () => {
  const long = 'a'.repeat(9_000)
  expect(matches('^(a+)+$', `${long}!`)).toBe(false)
  expect(matches('^(a|a)*$', `${long}!`)).toBe(false)
  expect(matches('^(.*)*(.*)*(.*)*x$', long)).toBe(false)
  expect(matches('(a|b)*a(a|b){120}c', 'abbab'.repeat(1_800))).toBe(false)
  expect(matches(`${'a?'.repeat(300)}${'a'.repeat(300)}$`, 'a'.repeat(299))).toBe(false)
})

test.each([
  ['[[:alpha:]]+-[[:^digit:]]', 'abc-x', true],
  ['^[]a]+$', ']a]', true],
  ['\\p{Greek}', 'λ', true],
  ['^\\P{L}+$', '123', true],
  ['^\\pL+$', 'Straße', true],
  ['(?P<name>x)(?<other>y)', 'xy', true],
  ['a(?i)b|C', 'c', true],
  ['(?:(?i)a)b', 'AB', false],
  ['(?-s)a.b', 'a\nb', false],
  ['x{,2}', 'x{,2}', true],
  ['\\x{1F600}', '😀', true],
  ['^.$', '😀', true],
  ['\\Aab\\z', 'ab', true],
  ['', 'anything', true],
])('%s on %j is %s, as RE2 has it', (pattern, text, holds) => {
  expect(matches(pattern, text)).toBe(holds)
})

test.each([
  ['(?=a)', 'looks ahead or behind'],
  ['(?<!a)b', 'looks ahead or behind'],
  ['(a)\\1', 'refers back to a group'],
  ['(a', 'a ( is never closed'],
  ['a)', 'a ) without its ('],
  ['[a', 'a [ is never closed'],
  ['[z-a]', 'lower character first'],
  ['*a', 'nothing before it to repeat'],
  ['a**', 'a repeat follows a repeat'],
  ['a{2,1}', 'larger number first'],
  ['a{1001}', 'more than 1000 times'],
  ['((a{1000}){1000}){1000}', 'too large'],
  ['(((){1000}){1000}){1000}', 'too large'],
  ['\\', 'ends with a single'],
  ['\\y', 'no escape that we know'],
  ['\\p{Nonsense}', 'no category'],
  ['(?z)a', 'no group that we know'],
])('%s is refused in words', (pattern, words) => {
  expect(compilePattern(pattern)).toEqual({ problem: expect.stringContaining(words) })
})

test('a pattern that is too deep or too long is refused in words', () => {
  expect(compilePattern('('.repeat(300))).toEqual({ problem: expect.stringContaining('nested more than') })
  expect(compilePattern('a'.repeat(1001))).toEqual({ problem: expect.stringContaining('at most 1000') })
})

test('a text of more than 10,000 characters does not match', () => {
  expect(matches('a', 'a'.repeat(10_000))).toBe(true)
  expect(matches('a', 'a'.repeat(10_001))).toBe(false)
})

test('what is no pattern at all is a problem, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|^$\\.-:,<P=!i12pxs') }), (pattern) => {
      expect(Object.keys(compilePattern(pattern))).toHaveLength(1)
    }),
    { numRuns: 2000 },
  )
})
