import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareToVersion, compareVersions, versionOf } from './version.ts'

/** In rising order; the pre-releases are the example of semver.org, clause 11. */
const rising = [
  '0.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2',
  '1.10',
  '2',
  '120.0.6099.109',
]

test('versions by the order of Semantic Versioning 2', () => {
  for (const [at, one] of rising.entries())
    for (const [beside, other] of rising.entries()) {
      const bound = versionOf(other)
      if (!bound) throw new Error(`${other} is a version`)
      expect([one, other, Math.sign(compareToVersion(one, bound))]).toEqual([
        one,
        other,
        Math.sign(at - beside),
      ])
    }
})

test('a leading v, a missing part and build data count for nothing', () => {
  const bound = versionOf('1.2.0')
  for (const text of ['v1.2', '1.2.0+build.7', '1.2.0.0', 'V1.2.0'])
    expect(bound && compareToVersion(text, bound)).toBe(0)
})

test.each([
  '',
  'latest',
  '1.',
  '.1',
  '1..2',
  '1.2.3-',
  '1.2.x',
  ' 1',
  '1.2.3.4.5.6.7',
  '-1',
  `1${'0'.repeat(20)}`,
])('%j is no version', (text) => {
  expect(versionOf(text)).toBeUndefined()
  expect(compareToVersion(text, { numbers: [1], before: [] })).toBeNaN()
})

test('digit by digit or as a whole, the order is the same', () => {
  const version = fc.stringMatching(/^\d{1,3}(\.\d{1,3}){0,4}(-[a-z0-9]{1,3})?$/)
  fc.assert(
    fc.property(version, version, (one, other) => {
      const [first, second] = [versionOf(one), versionOf(other)]
      return Boolean(first && second && compareToVersion(one, second) === compareVersions(first, second))
    }),
  )
})
