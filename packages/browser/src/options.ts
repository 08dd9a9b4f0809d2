/** How a site wants it. Attributes of the script tag carry the same names: `data-write-key`, `data-consent` … */
export interface OptionsGiven {
  /** The project's public key, from Settings. */
  readonly writeKey: string
  /** Where the server is, such as `https://cx.example.com`. */
  readonly host: string
  /** `required`: ids live in memory and nothing is stored until the visitor consents. */
  readonly consent?: 'required' | 'given' | undefined
  /** Record sessions: never, only around friction, or this share of them. */
  readonly replay?: 'off' | 'friction' | number | undefined
  /** A selector of what recordings must not show, beside `data-private`. */
  readonly block?: string | undefined
  /** A selector of text that recordings may show. */
  readonly unmask?: string | undefined
  readonly signals?: boolean | undefined
  readonly vitals?: boolean | undefined
  /** Off: pages count only by calls of `page()`. */
  readonly pages?: boolean | undefined
}

/** Options with their defaults. */
export interface Options {
  readonly writeKey: string
  readonly host: string
  /** Nothing is stored before the visitor consents. */
  readonly consentRequired: boolean
  /** Share of sessions to record, 0 to 1; or only around friction. */
  readonly replay: 'friction' | number
  readonly block: string
  readonly unmask: string
  readonly signals: boolean
  readonly vitals: boolean
  readonly pages: boolean
}

/** @param given as a program passes them, or as they stand in the script tag */
export function resolveOptions(given: OptionsGiven): Options {
  const { replay = 0 } = given
  return {
    writeKey: given.writeKey,
    host: given.host.replace(/\/+$/, ''),
    consentRequired: given.consent === 'required',
    replay: replay === 'friction' ? replay : Number(replay) || 0,
    block: given.block ?? '',
    unmask: given.unmask ?? '',
    signals: isOn(given.signals),
    vitals: isOn(given.vitals),
    pages: isOn(given.pages),
  }
}

/** Attributes are texts, and everything is on unless it is told off. */
const isOn = (value: boolean | string | undefined): boolean => value !== false && value !== 'off'
