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
  choose(choices: Choices): Choices
  /** Reads what was kept, by an earlier page or just now by another tab. */
  read(): void
}

/**
 * The visitor's consent. Only the four words are kept, never an id: without them the next page could not know of a
 * refusal. Global Privacy Control and Do Not Track refuse replay, personalisation and marketing and keep analytics
 * without storage, until the visitor tells this site otherwise.
 *
 * @param name under which the words are stored
 */
export function openConsent(window: PageWindow, options: Options, name: string): Consent {
  const isRequired = options.consent === 'required'
  const isPrivate = attempt(() => {
    const navigator = window.navigator as Navigator & { globalPrivacyControl?: boolean }
    return navigator.globalPrivacyControl || navigator.doNotTrack === '1'
  })
  const byBrowser: Choices = isPrivate ? { replay: false, personalisation: false, marketing: false } : {}
  let told: Choices = {}
  const choices = (): Choices => ({ ...byBrowser, ...told })

  return {
    choices,
    allowed(purpose) {
      const { analytics = true, [purpose]: choice = !isRequired } = choices()
      return analytics && (choice || purpose === 'analytics')
    },
    lasting: () => told.analytics ?? !(isRequired || isPrivate),
    choose(given) {
      const news: Partial<Record<Purpose, boolean>> = {}
      for (const purpose of ['analytics', 'replay', 'personalisation', 'marketing'] as const) {
        const choice = given[purpose]
        if (typeof choice === 'boolean' && choice !== told[purpose]) news[purpose] = choice
      }
      told = { ...told, ...news }
      attempt(() => window.localStorage.setItem(name, JSON.stringify(told)))
      return news
    },
    read() {
      told = attempt(() => JSON.parse(window.localStorage.getItem(name) ?? '')) ?? told
    },
  }
}
