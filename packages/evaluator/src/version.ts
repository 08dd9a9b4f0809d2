/** Dotted numbers and what is before the release: `v1.2.0-rc.1` is `{ numbers: [1, 2, 0], before: ['rc', '1'] }`. */
export interface Version {
  readonly numbers: readonly number[]
  readonly before: readonly string[]
}

const VERSION =
  /^[vV]?(\d{1,15}(?:\.\d{1,15}){0,5})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/

/**
 * Reads a version by Semantic Versioning 2, and a little more: a leading v is dropped, a missing part is 0, and up to six
 * parts are read (browsers have four). Build data after a + counts for nothing.
 *
 * @returns undefined for what is no version
 */
export function versionOf(text: string): Version | undefined {
  const match = text.length <= 256 ? VERSION.exec(text) : null
  if (!match) return
  return { numbers: (match[1] ?? '').split('.').map(Number), before: match[2]?.split('.') ?? [] }
}

/**
 * Order of two versions by Semantic Versioning 2, clause 11: negative where the first is lower, 0 where they are equal.
 *
 * @example compareVersions(versionOf('1.0.0-rc.2'), versionOf('1.0.0')) // < 0
 */
export function compareVersions(one: Version, other: Version): number {
  const parts = Math.max(one.numbers.length, other.numbers.length)
  for (let part = 0; part < parts; part++) {
    const difference = (one.numbers[part] ?? 0) - (other.numbers[part] ?? 0)
    if (difference !== 0) return difference
  }
  if (one.before.length === 0 || other.before.length === 0) return other.before.length - one.before.length
  return compareIdentifiers(one.before, other.before)
}

/**
 * Order of a text and a version, as {@link compareVersions}; NaN where the text is no version, so no comparison holds.
 * Plain dotted numbers, as most are, are read digit by digit without an object in between.
 */
export function compareToVersion(text: string, bound: Version): number {
  const { numbers, before } = bound
  let part = 0
  let value = 0
  let digits = 0
  let order = 0
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at)
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + code - ZERO
      digits++
    } else if (code === DOT && digits > 0 && digits <= 15 && part < 6) {
      if (order === 0) order = value - (numbers[part] ?? 0)
      part++
      value = 0
      digits = 0
    } else return compareWritten(text, bound)
  }
  for (; order === 0 && part < numbers.length; part++) order = -(numbers[part] ?? 0)
  return order === 0 ? before.length : order
}

const ZERO = 48
const NINE = 57
const DOT = 46

function compareWritten(text: string, bound: Version): number {
  const version = versionOf(text)
  return version ? compareVersions(version, bound) : Number.NaN
}

function compareIdentifiers(one: readonly string[], other: readonly string[]): number {
  for (const [at, mine] of one.entries()) {
    const theirs = other[at]
    if (theirs === undefined) return 1
    const order = compareIdentifier(mine, theirs)
    if (order !== 0) return order
  }
  return one.length - other.length
}

/** Numbers by value and below words; words by their bytes. */
function compareIdentifier(one: string, other: string): number {
  const oneIsNumber = /^\d+$/.test(one)
  if (oneIsNumber !== /^\d+$/.test(other)) return oneIsNumber ? -1 : 1
  if (oneIsNumber) {
    const [a, b] = [BigInt(one), BigInt(other)]
    return a < b ? -1 : a > b ? 1 : 0
  }
  return one < other ? -1 : one > other ? 1 : 0
}
