import { describe, expect, it } from 'vitest'
import { parseFormula } from './formula.ts'

describe('a formula', () => {
  it.each([
    ['B / A * 100', 40],
    ['a + b * 2', 90],
    ['(A + B) * 2', 140],
    ['-A - -B', -30],
    ['A - B - 5', 25],
    ['A / B / 2.5', 1],
    ['.5*A', 25],
  ])('%s', (source, expected) => {
    expect(parseFormula(source, 2)([50, 20])).toBe(expected)
  })

  it('has no answer where a number is missing, or to a division by zero', () => {
    expect(parseFormula('A / B', 2)([1, 0])).toBeNull()
    expect(parseFormula('A / (B - B)', 2)([0, 3])).toBeNull()
    expect(parseFormula('A + B', 2)([1, null])).toBeNull()
    expect(parseFormula('0 * B', 2)([1, null])).toBeNull()
  })

  it.each(['', 'A +', 'A B', '(A', 'A)', 'C', 'A % B', 'AB', '1..2', 'A + + * B', 'alert(1)', ' '])(
    'refuses %j',
    (source) => {
      expect(() => parseFormula(source, 2)).toThrow(/^formula: /)
    },
  )

  it('reads what is nested deeply', () => {
    expect(parseFormula(`${'('.repeat(90)}A${')'.repeat(90)}`, 1)([7])).toBe(7)
  })
})
