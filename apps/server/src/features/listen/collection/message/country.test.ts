import { expect, test } from 'vitest'
import { countryCode } from './country.ts'

test.each([
  ['DE', 'DE'],
  ['de', 'DE'],
  ['UK', 'GB'],
  ['Germany', 'DE'],
  ['united kingdom', 'GB'],
  ['USA', 'US'],
  ['Czechia', 'CZ'],
  ['XX', ''],
  ['T1', ''],
  ['12', ''],
  ['Atlantis', ''],
  ['', ''],
  ['x'.repeat(1000), ''],
  [49, ''],
  [null, ''],
])('%j is %j', (given, expected) => {
  expect(countryCode(given)).toBe(expected)
})
