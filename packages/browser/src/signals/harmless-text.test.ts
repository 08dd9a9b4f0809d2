import { expect, test } from 'vitest'
import { harmlessText } from './harmless-text.ts'

test.each([
  ['  Add \n to cart ', 'Add to cart'],
  ['Pay €1,299.00', 'Pay €1,299.00'],
  ['3 for 2 until 24.12.', '3 for 2 until 24.12.'],
  ['ann@example.com', ''],
  ['+49 431 123 4567', ''],
  ['Card 4242 4242 4242 4242', ''],
  ['Order 20261122-7781', ''],
])('%j becomes %j', (text, expected) => {
  expect(harmlessText(text)).toBe(expected)
})
