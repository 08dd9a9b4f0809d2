import { expect, it } from 'vitest'
import { metricDifference, metricTotal, metricValue } from './metric-value.ts'

it('writes a value with its unit, in as many places as tell two apart', () => {
  expect(metricValue(0.0231, 'share', 'EUR')).toBe('2.31\u202f%')
  expect(metricValue(4.123, 'money', 'EUR')).toBe('€4.12')
  expect(metricValue(0.0421, 'number', 'EUR')).toBe('0.0421')
  expect(metricValue(1234.5, 'number', 'EUR')).toBe('1,234.5')
  expect(metricValue(3.1246, 'days', 'EUR')).toBe('3.12\u202fd')
})

it('writes differences with their sign, of shares in points', () => {
  expect(metricDifference(-0.0041, 'share', 'EUR')).toBe('−0.41\u202fpoints')
  expect(metricDifference(0.5, 'money', 'EUR')).toBe('+€0.50')
  expect(metricTotal(12_345.6, 'money', 'EUR')).toBe('€12,346')
})
