/** ISO 8601 as far as it is used for moments: a month, a day, or a time with an optional zone. */
const ISO =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|z|([+-])(\d\d):?(\d\d))?)?)?$/

/**
 * A moment in milliseconds since 1970, or NaN. A time without a zone is UTC on every machine.
 *
 * @example momentOf('2026-01-31T12:00:00+01:00') // 1769857200000
 */
export function momentOf(text: string): number {
  const match = ISO.exec(text)
  if (!match) return Number.NaN
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '0', sign, h, m] = match
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000)
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  )
  const written = new Date(local)
  const exists =
    written.getUTCMonth() === Number(month) - 1 &&
    written.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60
  if (!exists) return Number.NaN
  const offset = sign ? (Number(h) * 60 + Number(m)) * (sign === '-' ? -60_000 : 60_000) : 0
  return local - offset
}

/**
 * The moment that an attribute tells: ISO 8601, or a number (or its digits) of seconds (up to 10 digits) or
 * milliseconds (up to 13) since 1970. NaN where it tells none: a 5 is no moment.
 */
export function momentGiven(given: string | number | boolean): number {
  if (typeof given === 'boolean') return Number.NaN
  const text = String(given)
  if (!/^\d{9,13}$/.test(text)) return momentOf(text)
  return Number(text) * (text.length <= 10 ? 1000 : 1)
}
