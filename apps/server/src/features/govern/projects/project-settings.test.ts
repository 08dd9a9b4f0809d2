import { expect, it } from 'vitest'
import { isCurrency } from './project-settings.ts'

it('knows the currencies of ISO 4217', () => {
  expect(['EUR', 'USD', 'JPY', 'XXQ', 'eur', ''].filter(isCurrency)).toEqual(['EUR', 'USD', 'JPY'])
})
