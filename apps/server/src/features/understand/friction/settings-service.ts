import type { FrictionSettings } from '@throughline/contract/friction-settings'
import { AppError } from '../../../platform/app-error.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import type { SettingsStore } from './settings-store.ts'

/** Until the team says otherwise nobody is told; 1,000 in 30 days is what most would want to hear of. */
const first: FrictionSettings = { webhookUrl: null, emails: [], alertFrom: 1000, rates: {} }

const currencies = new Set(Intl.supportedValuesOf('currency'))

export interface SettingsService {
  get(projectId: string): Promise<FrictionSettings>
  /** What is left out stays. @throws AppError `invalid` that names the field */
  change(projectId: string, change: Partial<FrictionSettings>): Promise<FrictionSettings>
}

/** Who is told of findings, and what currencies are worth. */
export function settingsService(store: SettingsStore): SettingsService {
  const get = async (projectId: string) => (await store.find(projectId)) ?? first
  return {
    get,
    async change(projectId, change) {
      checkStorable(change)
      const settings = { ...(await get(projectId)), ...checked(change) }
      await store.keep(projectId, settings)
      return settings
    },
  }
}

function checked({
  webhookUrl,
  emails,
  alertFrom,
  rates,
}: Partial<FrictionSettings>): Partial<FrictionSettings> {
  return {
    ...(webhookUrl !== undefined && { webhookUrl: webhookUrl === null ? null : checkedUrl(webhookUrl) }),
    ...(emails && { emails: [...new Set(emails.map(checkedEmail))] }),
    ...(alertFrom !== undefined && { alertFrom }),
    ...(rates && { rates: checkedRates(rates) }),
  }
}

function checkedUrl(given: string): string {
  const url = URL.parse(given.trim())
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href
  throw invalid('webhookUrl', 'expected an address that begins with https:// or http://')
}

/** No more than the shape: whether somebody reads it only a mail can tell. */
function checkedEmail(given: string, index: number): string {
  const address = given.trim()
  if (/^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(address)) return address
  throw invalid(`emails[${index}]`, 'expected an e-mail address, such as team@example.com')
}

function checkedRates(rates: FrictionSettings['rates']): FrictionSettings['rates'] {
  for (const [code, rate] of Object.entries(rates)) {
    if (!currencies.has(code))
      throw invalid(`rates.${code}`, `"${code}" is no currency. Expected a code of ISO 4217, such as USD`)
    if (!Number.isFinite(rate) || rate <= 0) throw invalid(`rates.${code}`, 'expected a number above 0')
  }
  return rates
}

const invalid = (field: string, what: string): AppError =>
  new AppError('invalid', `${field}: ${what}.`, { field })
