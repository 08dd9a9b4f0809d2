import type { FlagAnswer } from './flags/flag-answer.ts'

/**
 * How a site wants it. Attributes of the script tag carry the same names: `data-write-key`, `data-consent` … As they are
 * texts, what is off is the text `off`.
 */
export interface Options {
  /** The project's public key, from Settings. */
  readonly writeKey: string
  /** Where the server is, such as `https://cx.example.com`; the script tag's own origin, if it does not say. */
  readonly host: string
  /** `required`: ids live in memory and nothing is stored until the visitor consents. */
  readonly consent?: 'required' | undefined
  /** Record sessions: never (the default), only around friction, or this share of them, from 0 to 1. */
  readonly replay?: 'off' | 'friction' | number | `${number}` | undefined
  /** A selector of what recordings must not show, beside `data-private`. */
  readonly block?: string | undefined
  /** A selector of text that recordings may show. */
  readonly unmask?: string | undefined
  readonly signals?: 'off' | undefined
  readonly vitals?: 'off' | undefined
  /** Off: pages count only by calls of `page()`. */
  readonly pages?: 'off' | undefined
  /** Feature flags are asked for as the page opens, not with the first reading. */
  readonly flags?: boolean | 'on' | undefined
  /** Of flags: another one than `production`. */
  readonly environment?: string | undefined
  /** Values of flags that the page's own server has: context and answer of OFREP's bulk evaluation in one, or that as JSON. */
  readonly bootstrap?: FlagAnswer | string | undefined
}
