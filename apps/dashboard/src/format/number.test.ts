import { expect, it } from 'vitest'
import {
  formatBytes,
  formatChange,
  formatColumn,
  formatCompact,
  formatCount,
  formatDuration,
  formatExactMoney,
  formatMoney,
  formatNumber,
  formatRoughBounds,
  formatRoughMoney,
  formatRoughShare,
  formatShare,
  unbroken,
} from './number.ts'

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')

it('keeps per cents with their numbers', () => {
  expect(unbroken('between 1.2 % and 5 %: a 10 of %')).toBe('between 1.2\u202f% and 5\u202f%: a 10 of %')
})

it('writes counts with what they count', () => {
  expect([formatNumber(64210), formatNumber(2.346), formatNumber(-3)]).toEqual(['64,210', '2.35', '-3'])
  expect([formatCount(1, 'person', 'people'), formatCount(0, 'order')]).toEqual(['1 person', '0 orders'])
  expect([formatCompact(9_999), formatCompact(64_210)]).toEqual(['9,999', '64.2k'])
  expect([6.5, 1000].map(formatColumn([6.5, 1000]))).toEqual(['6.50', '1,000.00'])
  expect([6, 1000].map(formatColumn([6, 1000]))).toEqual(['6', '1,000'])
})

it('writes shares with as many places as matter', () => {
  expect([0, 0.0231, 0.59, 0.1234, 1, 0.9996].map(formatShare).map(plain)).toEqual([
    '0 %',
    '2.31 %',
    '59 %',
    '12.3 %',
    '100 %',
    '100 %',
  ])
  expect([0.0793, 0.124].map(formatRoughShare).map(plain)).toEqual(['7.9 %', '12 %'])
})

it('writes money in its currency', () => {
  expect(formatMoney(18_400, 'EUR')).toBe('€18,400')
  expect(formatMoney(61.4, 'EUR')).toBe('€61.40')
  expect(formatMoney(61.4, 'JPY')).toBe('¥61')
  expect(formatExactMoney('2500315.63', 'USD')).toBe('$2,500,315.63')
  expect(formatExactMoney(1200, 'JPY')).toBe('¥1,200')
  expect(plain(formatExactMoney(12, 'points'))).toBe('12 points')
})

it('writes durations in their two largest units', () => {
  const seconds = [0, 0.25, 59, 60, 3_725, 93_784, 604_800]
  expect(seconds.map(formatDuration).map(plain)).toEqual([
    '0 s',
    '250 ms',
    '59 s',
    '1 min',
    '1 h 2 min',
    '1 d 2 h',
    '7 d',
  ])
})

it('writes sizes in binary units', () => {
  expect([0, 1536, 5 * 1024 ** 3].map(formatBytes).map(plain)).toEqual(['0 B', '1.5 KiB', '5 GiB'])
})

it('says how a value moved, also without its colour', () => {
  expect(plain(formatChange(112, 100).text)).toBe('▲ 12 %')
  expect(plain(formatChange(97, 100).text)).toBe('▼ 3 %')
  expect(formatChange(5, 5)).toEqual({ text: '■ same', direction: 'same' })
  expect(formatChange(5, 0)).toEqual({ text: '▲ from 0', direction: 'up' })
})

it('writes estimates of money in three digits', () => {
  const said = [18_412.3, 512.6, 9.4567, 4, -1234, -0.001].map((amount) => formatRoughMoney(amount, 'EUR'))
  expect(said).toEqual(['€18,400', '€513', '€9.46', '€4', '-€1,230', '€0'])
  expect(formatRoughBounds(14_134, 23_052)).toBe('14,100–23,100')
  expect(formatRoughBounds(-410, 9600)).toBe('-410 to 9,600')
  expect(formatRoughBounds(1_204_000, 2_345_000)).toMatch(/^1\.2m–2\.35m$/i)
})
