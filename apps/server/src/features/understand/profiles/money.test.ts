import { expect, test } from 'vitest'
import { moneyText } from './money.ts'

test('money has the digits that its currency usually has', () => {
  expect(moneyText('59.8', 'EUR')).toBe('59.80')
  expect(moneyText('1200', 'JPY')).toBe('1200')
  expect(moneyText('1.2345', 'KWD')).toBe('1.235')
  expect(moneyText('0', 'EUR')).toBe('0.00')
})

test('half a digit is rounded away from zero', () => {
  expect(moneyText('59.805', 'EUR')).toBe('59.81')
  expect(moneyText('-59.805', 'EUR')).toBe('-59.81')
  expect(moneyText('99.995', 'EUR')).toBe('100.00')
  expect(moneyText('0.5', 'JPY')).toBe('1')
  expect(moneyText('-0.004', 'EUR')).toBe('0.00')
})
