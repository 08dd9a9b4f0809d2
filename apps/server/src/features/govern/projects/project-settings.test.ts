import { describe, expect, it } from 'vitest'
import { isCurrency, zoneName } from './project-settings.ts'

describe('zoneName', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
    ['Berlin', undefined],
    ['+02:00', undefined],
    ['', undefined],
  ])('of %j is %j', (text, expected) => {
    expect(zoneName(text)).toBe(expected)
  })
})

it('knows the currencies of ISO 4217', () => {
  expect(['EUR', 'USD', 'JPY', 'XXQ', 'eur', ''].filter(isCurrency)).toEqual(['EUR', 'USD', 'JPY'])
})
