import type { PageWindow, Purpose } from './host.ts'
import type { Options } from './options.ts'
import { attempt } from './safely.ts'

/** What the visitor has said, by purpose; what nobody asked for is absent. */
export type Choices = Readonly<Partial<Record<Purpose, boolean>>>

export interface Consent {
  /** The visitor's word, and the browser's for purposes on which the visitor said none. */
  choices(): Choices
  allowed(purpose: Purpose): boolean
  /** Ids and events may be stored in the browser. */
  lasting(): boolean
  /** Keeps a choice for this page and the next ones. @returns what of it is new */
  choose(choices: unknown): Choices | undefined
  /** Another tab has kept a choice. */
  reread(): void
}

export const purposes: readonly Purpose[] = ['analytics', 'replay', 'personalisation', 'marketing']

/**
 * The visitor's consent. Only the four words are kept, never an id: without them the next page could not know of a
 * refusal. Global Privacy Control and Do Not Track refuse replay, personalisation and marketing and keep analytics
 * without storage, until the visitor tells this site otherwise.
 *
 * @param name under which the words are stored
 */
export function openConsent(window: PageWindow, { consentRequired }: Options, name: string): Consent {
  const asksForPrivacy = attempt(() => {
    const navigator = window.navigator as Navigator & { globalPrivacyControl?: boolean }
    return navigator.globalPrivacyControl || navigator.doNotTrack === '1'
  })
  const byBrowser: Choices = asksForPrivacy ? { replay: false, personalisation: false, marketing: false } : {}
  let told: Choices = {}

  const pick = (from: unknown): Choices => {
    const picked: Partial<Record<Purpose, boolean>> = {}
    for (const purpose of purposes) {
      const choice = (from as Choices | null)?.[purpose]
      if (typeof choice === 'boolean') picked[purpose] = choice
    }
    return picked
  }
  const reread = () => {
    told = attempt(() => pick(JSON.parse(window.localStorage.getItem(name) ?? ''))) ?? told
  }
  const choices = (): Choices => ({ ...byBrowser, ...told })

  reread()
  return {
    choices,
    reread,
    allowed(purpose) {
      const { analytics = true, [purpose]: choice = !consentRequired } = choices()
      return analytics && (choice || purpose === 'analytics')
    },
    lasting: () => told.analytics ?? !(consentRequired || asksForPrivacy),
    choose(given) {
      const before = told
      const picked = pick(given)
      if (purposes.every((purpose) => picked[purpose] === undefined || picked[purpose] === before[purpose]))
        return undefined
      told = { ...before, ...picked }
      attempt(() => window.localStorage.setItem(name, JSON.stringify(told)))
      return picked
    },
  }
}
