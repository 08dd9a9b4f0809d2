import type { Identifier } from '@throughline/contract/identifier'
import type { HistoryEntry } from '@throughline/contract/people'
import { type Claim, comesFirst, isRefused } from './identity.ts'
import { replayWords, type Word } from './identity-words.ts'
import type { Instant } from './instant.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'

/** What the history of a profile is told from. */
export interface HistoryFacts {
  /** Keys of the profile. */
  readonly keys: ReadonlySet<string>
  /** Claims on its identifiers, and claims that its identifiers make on others. */
  readonly claims: readonly Claim[]
  readonly words: readonly Word[]
  readonly refusedAliases: ReadonlySet<string>
}

/** What joined a profile's identifiers, what did not and why, newest first. */
export function identityHistory(facts: HistoryFacts): HistoryEntry[] {
  const { apart, parents } = replayWords(facts.words)
  const valid = facts.claims.filter((claim) => !isRefused(claim, facts.refusedAliases))
  const best = new Map<string, Claim>()
  for (const claim of valid) {
    const known = best.get(claim.weaker.key)
    if (!known || comesFirst(claim, known)) best.set(claim.weaker.key, claim)
  }

  const entryOf = (claim: Claim): HistoryEntry | undefined => {
    const { weaker, claimer, via, first } = claim
    const told = { ...momentOf(first), identifier: plain(weaker), with: plain(claimer), by: null }
    const why = via
    if (isRefused(claim, facts.refusedAliases))
      return {
        ...told,
        what: 'refused',
        why,
        reason: `${name(weaker)} is a user id itself; an alias never joins two user ids`,
      }
    if (apart.has(weaker.key))
      return {
        ...told,
        what: 'refused',
        why,
        reason: `${name(weaker)} was unmerged; only a merge joins it again`,
      }
    if (parents.has(weaker.key))
      return { ...told, what: 'refused', why, reason: `${name(weaker)} was merged by an explicit decision` }
    const owner = best.get(weaker.key)?.claimer
    if (owner?.key === claimer.key) {
      if (best.get(weaker.key) !== claim) return undefined
      const both = facts.keys.has(weaker.key) && facts.keys.has(claimer.key)
      if (!both) return undefined
      return {
        ...told,
        what: 'joined',
        why,
        reason:
          via === 'alias'
            ? `An alias said that ${name(weaker)} is ${name(claimer)}`
            : `${name(claimer)} was the first to claim ${name(weaker)}: one event carried both`,
      }
    }
    if (facts.keys.has(weaker.key) && facts.keys.has(claimer.key)) {
      return claimer.kind === 'user_id'
        ? {
            ...told,
            what: 'joined',
            why: 'rule',
            reason: `${name(claimer)} carried ${name(weaker)} too; the project’s rule or a merge joins them`,
          }
        : undefined
    }
    return {
      ...told,
      what: 'refused',
      why,
      reason: `${name(weaker)} belongs to ${owner ? name(owner) : 'another'}, who claimed it first`,
    }
  }

  const said = facts.words.map(
    ({ word, subject, other, at, by }): HistoryEntry => ({
      ...momentOf(at),
      what: word === 'merge' ? 'merged' : 'unmerged',
      identifier: plain(subject),
      with: plain(other),
      why: 'word',
      by: by || null,
      reason:
        word === 'merge'
          ? `${by || 'Somebody'} said that ${name(subject)} and ${name(other)} are one person`
          : `${by || 'Somebody'} said that ${name(subject)} is not the person of ${name(other)}`,
    }),
  )
  const claimed = facts.claims.map(entryOf).filter((entry) => entry !== undefined)
  return [...said, ...claimed].sort((a, b) =>
    a.at === b.at ? (a.messageId < b.messageId ? 1 : -1) : a.at < b.at ? 1 : -1,
  )
}

const kindNames = {
  user_id: 'user id',
  email: 'e-mail address',
  phone: 'phone number',
  card: 'card',
  anonymous_id: 'visitor',
} as const

const name = ({ kind, value }: Identifier): string => `${kindNames[kind]} ${value}`

const plain = ({ kind, value }: KeyedIdentifier): Identifier => ({ kind, value })

const momentOf = ({ ts, messageId }: Instant) => ({ at: new Date(ts).toISOString(), messageId })
