import type { IdentityRules } from '@throughline/contract/projects'

/** What a project is made with at the first run; all of it can be changed in the settings. */
export const firstSettings = {
  id: 'default',
  name: 'Default project',
  timezone: 'UTC',
  currency: 'EUR',
  identityRules: { joinByEmail: false, joinByPhone: false } satisfies IdentityRules,
} as const

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Whether the text is a currency code of ISO 4217. */
export const isCurrency = (text: string): boolean => currencies.has(text)
