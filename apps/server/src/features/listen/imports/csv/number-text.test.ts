import { describe, expect, it } from 'vitest'
import { numberOf } from './number-text.ts'

describe('numberOf', () => {
  it.each([
    ['11.77', '.', 11.77],
    ['-3', '.', -3],
    ['1,234.50', '.', 1234.5],
    ['$ 12.00', '.', 12],
    ['USD 12', '.', 12],
    ['(3.00)', '.', -3],
    ['.5', '.', 0.5],
    ['1.234,50 €', ',', 1234.5],
    ['12,5', ',', 12.5],
    ["1'234,5", ',', 1234.5],
  ] as const)('%j with decimal %j is %d', (text, decimal, expected) => {
    expect(numberOf(text, decimal)).toBe(expected)
  })

  it.each([
    ['12,5', '.'],
    ['1.2.3', '.'],
    ['twelve', '.'],
    ['', '.'],
    ['12 %', '.'],
    ['1e5', '.'],
    ['0x10', '.'],
    ['1.5', ','],
  ] as const)('%j with decimal %j is none', (text, decimal) => {
    expect(numberOf(text, decimal)).toBeUndefined()
  })
})
