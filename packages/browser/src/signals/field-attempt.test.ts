import { describe, expect, test } from 'vitest'
import { enterField, writeInField } from './field-attempt.ts'

/** Each stay is what stands in the field after each key. */
function refillsOf(...stays: string[][]): number {
  let field = enterField()
  for (const texts of stays) {
    field = enterField(field)
    for (const text of texts) writeInField(field, text === '')
  }
  return field.refills
}

describe('how often a field was written anew', () => {
  test.each<[number, string[][]]>([
    [0, [['a', 'ab', 'abc']]],
    [0, [['a', 'ab'], []]],
    [
      1,
      [
        ['a', 'ab'],
        ['abc', 'abcd'],
      ],
    ],
    [
      2,
      [
        ['1', '12'],
        ['1', '13'],
        ['1', '14'],
      ],
    ],
    [1, [['a', '', 'b', 'bc']]],
    [1, [['ab'], ['', 'c', 'cd']]],
    [2, [['ab'], ['', 'c', '', 'd']]],
    [0, [['a', ''], ['b']]],
  ])('%d for %j', (refills, stays) => {
    expect(refillsOf(...stays)).toBe(refills)
  })
})

test('a field is filled as long as something stands in it', () => {
  const field = enterField()
  writeInField(field, false)
  expect(field.isFilled).toBe(true)
  writeInField(field, true)
  expect(field.isFilled).toBe(false)
})
