import { expect, it } from 'vitest'
import { filterText, isComplete, keepsValue, operatorsFor, valueOfText } from './operator-words.ts'

it('offers the operators that a type allows', () => {
  expect(operatorsFor('boolean')).toEqual(['equals', 'notEquals', 'exists', 'notExists'])
  expect(operatorsFor('number')).toContain('between')
  expect(operatorsFor('number')).not.toContain('startsWith')
})

it('says a condition in words', () => {
  expect(filterText({ property: 'country', operator: 'in', value: ['DE', 'FR'] })).toBe(
    'country is one of DE, FR',
  )
  expect(filterText({ property: 'price', operator: 'between', value: [10, 20] })).toBe(
    'price is between 10 and 20',
  )
  expect(filterText({ property: 'coupon', operator: 'exists' })).toBe('coupon is there')
})

it('knows an unfinished condition', () => {
  expect(isComplete({ property: '', operator: 'exists' })).toBe(false)
  expect(isComplete({ property: 'coupon', operator: 'exists' })).toBe(true)
  expect(isComplete({ property: 'price', operator: 'between', value: [1, ''] })).toBe(false)
  expect(isComplete({ property: 'price', operator: 'equals', value: 0 })).toBe(true)
  expect(isComplete({ property: 'price', operator: 'atLeast', value: '-' })).toBe(false)
  expect(isComplete({ property: 'price', operator: 'between', value: [1, '-'] })).toBe(false)
  expect(isComplete({ property: 'country', operator: 'in', value: [] })).toBe(false)
})

it('sends numbers for properties of numbers, however they are written, and leaves alone what is none yet', () => {
  expect(
    ['12.5', '12.', '-', '1.50', '.5', '-3', '', '1e3', '0x1'].map((text) => valueOfText(text, 'number')),
  ).toEqual([12.5, 12, '-', 1.5, 0.5, -3, '', '1e3', '0x1'])
  expect(valueOfText('12.5', 'text')).toBe('12.5')
  expect(valueOfText('true', 'boolean')).toBe(true)
})

it('keeps a value for an operator that takes it', () => {
  expect(keepsValue('equals', 'notEquals', 'pro')).toBe(true)
  expect(keepsValue('equals', 'atLeast', 5)).toBe(true)
  expect(keepsValue('equals', 'atLeast', 'pro')).toBe(false)
  expect(keepsValue('between', 'atLeast', [1, 2])).toBe(false)
})
