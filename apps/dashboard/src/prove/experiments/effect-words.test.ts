import { expect, it } from 'vitest'
import { formatRoughMoney } from '../../format/number.ts'
import { effectBounds, signedShare, signedValue } from './effect-words.ts'

it('writes an effect with its sign and as many places as it bears', () => {
  expect(signedShare(0.0312)).toBe('+3.1\u202f%')
  expect(signedShare(-0.2149)).toBe('−21\u202f%')
  expect(signedShare(0.0002)).toBe('0.0\u202f%')
  expect(signedShare(1.4)).toBe('+140\u202f%')
})

it('writes the bounds of an interval, also where one side has no end', () => {
  expect(effectBounds({ low: 0.012, high: 0.05 })).toBe('+1.2 to +5.0\u202f%')
  expect(effectBounds({ low: -0.12, high: 0 })).toBe('−12 to 0.0\u202f%')
  expect(effectBounds({ low: -1, high: Number.POSITIVE_INFINITY })).toBe('−100 to +∞\u202f%')
})

it('gives any other figure a sign', () => {
  const money = (size: number): string => formatRoughMoney(size, 'EUR')
  expect(signedValue(-1.234, money)).toBe('−€1.23')
  expect(signedValue(41_020, money)).toBe('+€41,000')
  expect(signedValue(-0.0001, money)).toBe('€0')
})
