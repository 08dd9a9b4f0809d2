import { describe, expect, it } from 'vitest'
import { isCardNumber, mayBecomeCardNumber, withoutCardNumbers } from './card-number.ts'

/** Numbers that payment providers publish for tests. */
const numbers = ['4111 1111 1111 1111', '5555555555554444', '3782-822463-10005', '6011000990139424']

describe('card numbers', () => {
  it('are known by length and check digit, however they are grouped', () => {
    for (const number of numbers) expect(isCardNumber(number), number).toBe(true)
    for (const other of ['4111 1111 1111 1112', '123456', '', '4111', '0'.repeat(25)])
      expect(isCardNumber(other), other).toBe(false)
  })

  it('are feared while they are typed', () => {
    expect(mayBecomeCardNumber('4111 1111')).toBe(true)
    expect(mayBecomeCardNumber('4111 1111 1')).toBe(true)
    for (const other of ['4111', 'Room 12345678', '24.12.', ''])
      expect(mayBecomeCardNumber(other), other).toBe(false)
  })

  it('are starred out in the middle of a text, and other numbers are not', () => {
    expect(withoutCardNumbers('Pay with 4111 1111 1111 1111 now')).toBe('Pay with **** **** **** **** now')
    expect(withoutCardNumbers('Order 4111111111111112 of 2026')).toBe('Order 4111111111111112 of 2026')
  })
})
