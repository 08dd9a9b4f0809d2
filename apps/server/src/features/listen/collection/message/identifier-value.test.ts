import { expect, test } from 'vitest'
import { emailText, identifierText, phoneText } from './identifier-value.ts'
import { Rejection } from './rejection.ts'

test('numbers become text, surrounding space goes', () => {
  expect(identifierText(42, 'userId')).toBe('42')
  expect(identifierText(' u 1 ', 'userId')).toBe('u 1')
  expect(identifierText(undefined, 'userId')).toBe('')
  expect(identifierText(null, 'userId')).toBe('')
})

test.each([
  '',
  '  ',
  'undefined',
  'NULL',
  'None',
  'NaN',
  '[object Object]',
  'anonymous',
  'Guest',
  '0',
  0,
  '00000000-0000-0000-0000-000000000000',
])('%j names nobody', (value) => {
  expect(identifierText(value, 'userId')).toBe('')
})

test.each([
  [{}, 'userId: must be text or a number.'],
  [[], 'userId: must be text or a number.'],
  [true, 'userId: must be text or a number.'],
  [2 ** 53, 'userId: is a number too large to be exact; send it as text.'],
  [Number.POSITIVE_INFINITY, 'userId: is a number too large to be exact; send it as text.'],
  ['x'.repeat(513), 'userId: must be at most 512 characters.'],
])('%j is refused', (value, message) => {
  const refused = identifierText(value, 'userId')
  expect(refused).toBeInstanceOf(Rejection)
  expect((refused as Rejection).message).toBe(message)
})

test('e-mail addresses are trimmed and in lower case; what has no @ is none', () => {
  expect(emailText('  Ann@Example.COM ')).toBe('ann@example.com')
  for (const none of ['ann', '@', 'a@', 'a b@c', '', 5, null, {}, `${'x'.repeat(400)}@y.z`])
    expect(emailText(none)).toBe('')
})

test('phone numbers are a plus sign and digits', () => {
  expect(phoneText('+49 (30) 123-456')).toBe('+4930123456')
  expect(phoneText('0049 30 123456')).toBe('+4930123456')
  expect(phoneText('(+49) 30 123456')).toBe('+4930123456')
  expect(phoneText('030 123456')).toBe('030123456')
  expect(phoneText(4930123456)).toBe('4930123456')
  for (const none of ['', 'call me', '123', '000000', '1'.repeat(21), null, {}, ['+4930123456']])
    expect(phoneText(none)).toBe('')
})
