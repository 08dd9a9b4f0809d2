import { expect, test } from 'vitest'
import { isSensitive } from './sensitive-field.ts'

const field = (attributes: Record<string, string>) =>
  ({ getAttribute: (name: string) => attributes[name] ?? null }) as unknown as Element

test.each([
  { type: 'password' },
  { autocomplete: 'cc-number' },
  { autocomplete: 'billing cc-csc' },
  { autocomplete: 'one-time-code' },
  { name: 'cardNumber' },
  { id: 'cvv' },
  { name: 'new_password', type: 'text' },
])('nobody reads %j', (attributes) => {
  expect(isSensitive(field(attributes))).toBe(true)
})

test.each([{ name: 'town' }, { type: 'email', autocomplete: 'email' }, { id: 'quantity', type: 'number' }])(
  'what stands in %j may be compared',
  (attributes) => {
    expect(isSensitive(field(attributes))).toBe(false)
  },
)
