import { expect, it } from 'vitest'
import { isLoginEmail } from './owner-service.ts'

it.each([
  ['anna@example.com', true],
  ["o'neil+shop@sub.example.co.uk", true],
  ['admin@localhost', false],
  ['a b@example.com', false],
  ['.anna@example.com', false],
  ['anna@example', false],
])('isLoginEmail(%j) is %s', (text, expected) => {
  expect(isLoginEmail(text)).toBe(expected)
})
