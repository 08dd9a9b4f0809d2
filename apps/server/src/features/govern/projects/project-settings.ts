import type { IdentityRules } from '@throughline/contract/projects'

/** What a project is made with at the first run; all of it can be changed in the settings. */
export const firstSettings = {
  id: 'default',
  name: 'Default project',
  timezone: 'UTC',
  currency: 'EUR',
  identityRules: { joinByEmail: false, joinByPhone: false } satisfies IdentityRules,
} as const

const zones = new Set(Intl.supportedValuesOf('timeZone'))
const currencies = new Set(Intl.supportedValuesOf('currency'))

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

/** Whether the text is a currency code of ISO 4217. */
export const isCurrency = (text: string): boolean => currencies.has(text)
