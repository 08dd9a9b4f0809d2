import type { Clock } from './calendar.ts'

export type Currency = 'EUR' | 'GBP' | 'CHF' | 'USD' | 'SEK' | 'PLN'

/** A country that the shop sells to. */
export interface Market extends Clock {
  readonly country: string
  /** Share of the shop's people, in parts of the sum. */
  readonly weight: number
  readonly currency: Currency
  readonly vat: number
  readonly locale: string
  readonly timezone: string
  /** How much later than elsewhere the day is lived, in hours. */
  readonly lateness: number
  readonly names: NameList
  readonly stores?: readonly string[]
  /** Numbers that the country's regulator keeps for films: nobody can be called by mistake. */
  readonly phones?: PhoneBlock
}

export type NameList =
  | 'german'
  | 'french'
  | 'dutch'
  | 'english'
  | 'swedish'
  | 'polish'
  | 'italian'
  | 'spanish'

export interface PhoneBlock {
  readonly prefixes: readonly string[]
  readonly digits: number
}

export const markets: readonly Market[] = [
  {
    country: 'DE',
    weight: 34,
    currency: 'EUR',
    vat: 0.19,
    locale: 'de-DE',
    timezone: 'Europe/Berlin',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'german',
    stores: ['hamburg-01', 'berlin-01', 'muenchen-01'],
    phones: { prefixes: ['+493023125', '+494066969', '+496990009', '+498999998'], digits: 3 },
  },
  {
    country: 'GB',
    weight: 14,
    currency: 'GBP',
    vat: 0.2,
    locale: 'en-GB',
    timezone: 'Europe/London',
    winterOffsetHours: 0,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'english',
    stores: ['london-01'],
    phones: { prefixes: ['+447700900'], digits: 3 },
  },
  {
    country: 'FR',
    weight: 12,
    currency: 'EUR',
    vat: 0.2,
    locale: 'fr-FR',
    timezone: 'Europe/Paris',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'french',
    stores: ['paris-01', 'lyon-01'],
    phones: { prefixes: ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649', '+3363998'], digits: 4 },
  },
  {
    country: 'NL',
    weight: 9,
    currency: 'EUR',
    vat: 0.21,
    locale: 'nl-NL',
    timezone: 'Europe/Amsterdam',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'dutch',
    stores: ['utrecht-01'],
  },
  {
    country: 'AT',
    weight: 7,
    currency: 'EUR',
    vat: 0.2,
    locale: 'de-AT',
    timezone: 'Europe/Vienna',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'german',
    stores: ['wien-01'],
  },
  {
    country: 'CH',
    weight: 5,
    currency: 'CHF',
    vat: 0.081,
    locale: 'de-CH',
    timezone: 'Europe/Zurich',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'german',
  },
  {
    country: 'US',
    weight: 6,
    currency: 'USD',
    vat: 0.07,
    locale: 'en-US',
    timezone: 'America/New_York',
    winterOffsetHours: -5,
    daylightSaving: 'us',
    lateness: 0,
    names: 'english',
    phones: { prefixes: ['+121255501', '+131255501', '+161755501', '+141555501', '+120655501'], digits: 2 },
  },
  {
    country: 'SE',
    weight: 4,
    currency: 'SEK',
    vat: 0.25,
    locale: 'sv-SE',
    timezone: 'Europe/Stockholm',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: -1,
    names: 'swedish',
  },
  {
    country: 'PL',
    weight: 4,
    currency: 'PLN',
    vat: 0.23,
    locale: 'pl-PL',
    timezone: 'Europe/Warsaw',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 0,
    names: 'polish',
  },
  {
    country: 'IT',
    weight: 3,
    currency: 'EUR',
    vat: 0.22,
    locale: 'it-IT',
    timezone: 'Europe/Rome',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 1,
    names: 'italian',
  },
  {
    country: 'ES',
    weight: 2,
    currency: 'EUR',
    vat: 0.21,
    locale: 'es-ES',
    timezone: 'Europe/Madrid',
    winterOffsetHours: 1,
    daylightSaving: 'eu',
    lateness: 1.5,
    names: 'spanish',
  },
]

/** Units of a currency that the shop asks for one euro. Price lists, not exchange rates: they never move. */
const priceLevels: Readonly<Record<Currency, number>> = {
  EUR: 1,
  GBP: 0.88,
  CHF: 1.05,
  USD: 1.15,
  SEK: 11.4,
  PLN: 4.3,
}

/** A market pays in its own currency where the shop takes it, else in the project's, which comes first. */
export function currencyOf(market: Market, accepted: readonly [Currency, ...Currency[]]): Currency {
  return accepted.includes(market.currency) ? market.currency : accepted[0]
}

/** A price of the list in the minor unit of a currency: whole tens of it, less five, as shops like it. */
export function priceIn(currency: Currency, euroCents: number): number {
  if (currency === 'EUR') return euroCents
  return Math.max(95, Math.floor((euroCents * priceLevels[currency]) / 10 + 0.5) * 10 - 5)
}
