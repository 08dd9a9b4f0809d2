import { expect, test } from 'vitest'
import { areRapid } from './rapid-clicks.ts'

test.each([
  [[0, 200, 400], true],
  [[0, 500, 1000], true],
  [[0, 500, 1001], false],
  [[0, 900, 1000, 1100], true],
  [[0, 600, 1200, 1800, 2400], false],
  [[0, 10], false],
  [[], false],
])('clicks at %j: %s', (times, expected) => {
  expect(areRapid(times)).toBe(expected)
})
