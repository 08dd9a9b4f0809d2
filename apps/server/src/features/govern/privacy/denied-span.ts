import type { ConsentPurpose } from '@throughline/contract/consent'
import type { IdentifierKind } from '@throughline/contract/identifier'

/** When something was said. Of two words in one millisecond the message id decides, by its bytes. */
interface Instant {
  readonly ms: number
  readonly messageId: string
}

/** What somebody said of consent. */
export interface Word {
  readonly at: Instant
  /** The person key that it was said under, and of what kind of identifier that is. */
  readonly key: string
  readonly kind: IdentifierKind
  readonly said: Readonly<Record<string, boolean>>
}

/** For how long data of a key must not be kept. */
export interface DeniedSpan {
  readonly key: string
  /** The last denial: all from before it goes. */
  readonly deniedAt: Instant
  /** The first yes after it; undefined while there is none. Until then nothing new is kept either. */
  readonly grantedAt: Instant | undefined
}

/**
 * The spans of a profile's keys for one purpose, from all words of the profile.
 *
 * Who is known (by user id, e-mail, phone or card) speaks for all keys of the profile. A visitor speaks for that browser
 * alone: turning down the banner on a new phone does not take back what was allowed at home.
 */
export function deniedSpans(
  purpose: ConsentPurpose,
  keys: readonly string[],
  words: readonly Word[],
): DeniedSpan[] {
  const inOrder = words
    .filter(({ said }) => said[purpose] !== undefined)
    .sort((a, b) => (isBefore(a.at, b.at) ? -1 : 1))
  return keys.flatMap((key) => {
    const about = inOrder.filter((word) => word.kind !== 'anonymous_id' || word.key === key)
    const last = about.findLastIndex(({ said }) => said[purpose] === false)
    const denial = about[last]
    return denial ? [{ key, deniedAt: denial.at, grantedAt: about[last + 1]?.at }] : []
  })
}

const isBefore = (a: Instant, b: Instant): boolean =>
  a.ms === b.ms ? Buffer.compare(Buffer.from(a.messageId), Buffer.from(b.messageId)) < 0 : a.ms < b.ms
