import { expect, test } from 'vitest'
import { harmlessText, withoutValues } from './harmless-text.ts'

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

/** A document with one field. */
const documentWith = (about: object) => ({ querySelectorAll: () => [about] }) as unknown as Document
const getAttribute = () => null

test.each([
  ['a field', { getAttribute, value: 'Kiel' }, '* is no town of *'],
  ['an editor', { getAttribute, textContent: 'Kiel' }, '* is no town of *'],
  ['two letters', { getAttribute, value: 'no' }, 'Kiel is no town of Kiel'],
  ['nothing', { getAttribute, value: '' }, 'Kiel is no town of Kiel'],
])('leaves out of a message what stands in %s', (_, about, shown) => {
  expect(withoutValues('Kiel is no town of Kiel', documentWith(about), 'input')).toBe(shown)
})

test('never reads a password', () => {
  const about = {
    getAttribute: (name: string) => (name === 'type' ? 'password' : null),
    get value(): string {
      throw new Error('was read')
    },
  }
  expect(withoutValues('Too short', documentWith(about), 'input')).toBe('Too short')
})
