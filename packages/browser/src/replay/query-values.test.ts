import { expect, it } from 'vitest'
import { withoutQueryValues } from './query-values.ts'

it('keeps an address without the values of its query', () => {
  expect(withoutQueryValues('https://shop.example/cart?voucher=X&step=2#top')).toBe(
    'https://shop.example/cart?voucher&step#top',
  )
  expect(withoutQueryValues('/reset?token')).toBe('/reset?token')
  expect(withoutQueryValues('/app#/people?mail=ann@example.com')).toBe('/app')
  expect(withoutQueryValues('/plain')).toBe('/plain')
  expect(withoutQueryValues('')).toBe('')
})
