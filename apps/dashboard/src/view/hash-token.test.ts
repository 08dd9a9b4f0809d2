import { expect, it } from 'vitest'
import { hashToken } from './hash-token.ts'

it('reads a link’s secret behind the #', () => {
  expect(hashToken('#token=setup_1')).toBe('setup_1')
  expect(hashToken('token=setup_1')).toBe('setup_1')
  expect(hashToken('')).toBeUndefined()
})
