import { shortText } from './json.ts'

const LONGEST = 100

/** Not countries: "unknown" and "Tor" of proxies, and codes that private use reserves. */
const notCountries = new Set(['XX', 'ZZ', 'T1', 'A1', 'A2', 'AP', 'EU'])

/**
 * ISO 3166 alpha-2 in upper case, from the code or from the country's English name; empty where it is neither.
 *
 * @example countryCode('Germany') // 'DE'
 */
export function countryCode(value: unknown): string {
  if (typeof value !== 'string') return ''
  if (value.length === 2) {
    const code = value.toUpperCase()
    if (code === 'UK') return 'GB'
    return /^[A-Z]{2}$/.test(code) && !notCountries.has(code) ? code : ''
  }
  const name = shortText(value, LONGEST).toLowerCase()
  return name === '' ? '' : (codeOfName().get(name) ?? '')
}

let names: Map<string, string> | undefined

function codeOfName(): Map<string, string> {
  names ??= englishNames()
  return names
}

function englishNames(): Map<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const found = new Map<string, string>([
    ['usa', 'US'],
    ['united states of america', 'US'],
    ['great britain', 'GB'],
    ['england', 'GB'],
    ['czech republic', 'CZ'],
    ['turkey', 'TR'],
  ])
  for (const code of codes) {
    const name = english.of(code)?.toLowerCase()
    if (name && !notCountries.has(code) && !outsideTheStandard.has(code) && !found.has(name))
      found.set(name, code)
  }
  return found
}

/** Codes that the standard never gave or took back; they still have names, some of them today's. */
const outsideTheStandard = new Set(
  'UK DD BU FX SU TP YD YU ZR AN CS DY HV NH RH VD AC CP CQ DG EA EZ IC QO TA UN XA XB'.split(' '),
)
