import {
  type Consent,
  type ConsentPurpose,
  type ConsentWord,
  consentPurposes,
  type Erasure,
} from '@throughline/contract/consent'
import { formatCount } from '../../../format/number.ts'

/** What a purpose is for, as a visitor is asked. */
const purposeNames: Readonly<Record<ConsentPurpose, string>> = {
  analytics: 'Analytics',
  replay: 'Replay',
  personalisation: 'Personalisation',
  marketing: 'Marketing',
}

const isOurs = (purpose: string): purpose is ConsentPurpose =>
  consentPurposes.some((known) => known === purpose)

/** A purpose of others keeps its name. */
const purposeName = (purpose: string): string => (isOurs(purpose) ? purposeNames[purpose] : purpose)

export interface PurposeLine {
  readonly purpose: string
  readonly name: string
  /** Undefined where nobody asked. */
  readonly granted: boolean | undefined
  readonly at: string | undefined
}

/** Our four purposes, asked for or not, and then those of others by name. */
export function purposeLines(consent: Consent): PurposeLine[] {
  const others = Object.keys(consent)
    .filter((purpose) => !isOurs(purpose))
    .sort((a, b) => a.localeCompare(b))
  return [...consentPurposes, ...others].map((purpose) => ({
    purpose,
    name: purposeName(purpose),
    granted: consent[purpose]?.granted,
    at: consent[purpose]?.at,
  }))
}

/** What one word said: `yes to Analytics and Replay, no to Marketing`. */
export function wordText({ said }: Pick<ConsentWord, 'said'>): string {
  const named = (granted: boolean) =>
    Object.keys(said)
      .filter((purpose) => said[purpose] === granted)
      .map(purposeName)
      .sort((a, b) => a.localeCompare(b))
  const yes = named(true)
  const no = named(false)
  return [yes.length > 0 ? `yes to ${inWords(yes)}` : '', no.length > 0 ? `no to ${inWords(no)}` : '']
    .filter(Boolean)
    .join(', ')
}

/** `12 events of browser and app were deleted`. */
export function erasureText({ purpose, deleted, done }: Erasure): string {
  const what =
    purpose === 'replay'
      ? formatCount(deleted, 'recording')
      : `${formatCount(deleted, 'event')} of browser and app`
  const one = deleted === 1
  return done ? `${what} ${one ? 'was' : 'were'} deleted` : `${what} ${one ? 'is' : 'are'} being deleted`
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })
const inWords = (names: readonly string[]): string => list.format(names)
