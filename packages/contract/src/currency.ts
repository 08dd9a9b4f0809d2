import { Type } from 'typebox'

/** ISO 4217, as orders name it. */
export const CurrencyCode = Type.String({
  pattern: '^[A-Z]{3}$',
  'x-expected': 'a currency in three capital letters, such as EUR',
})
