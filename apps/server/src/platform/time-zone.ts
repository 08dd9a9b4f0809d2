import { AppError } from './app-error.ts'

const zones = new Set(Intl.supportedValuesOf('timeZone'))

/**
 * The IANA name of a zone, spelled as every engine knows it, or undefined where there is no such zone. An offset such
 * as `+02:00` is none: it knows no daylight-saving days.
 *
 * @example zoneName('europe/berlin') // 'Europe/Berlin'
 */
export function zoneName(text: string): string | undefined {
  if (zones.has(text)) return text
  if (!/^[A-Za-z]/.test(text)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/**
 * The zone that a request names, as `zoneName` spells it.
 *
 * @throws AppError `invalid` that names the field
 */
export function checkedZone(text: string, field = 'timezone'): string {
  const zone = zoneName(text)
  if (zone === undefined)
    throw new AppError(
      'invalid',
      `${field}: "${text}" is no time zone. Expected an IANA name, such as Europe/Berlin.`,
      { field },
    )
  return zone
}
