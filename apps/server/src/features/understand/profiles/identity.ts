import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import type { IdentityRules } from '@throughline/contract/projects'
import { Groups } from './groups.ts'
import { replayWords, type Word } from './identity-words.ts'
import { type Instant, isBefore } from './instant.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'

/**
 * An event that carried a weaker identifier together with a stronger one, or an alias that named it: the claimer says
 * that the weaker one is its own. `first` is the earliest such event.
 */
export interface Claim {
  readonly weaker: KeyedIdentifier
  readonly claimer: KeyedIdentifier
  readonly via: 'event' | 'alias'
  readonly first: Instant
}

/** All that is known about some identifiers. In any order, and any part of it more than once: the answer is the same. */
export interface IdentityFacts {
  readonly claims: readonly Claim[]
  readonly words: readonly Word[]
  /** Previous ids of aliases that are user ids themselves. */
  readonly refusedAliases: ReadonlySet<string>
  readonly rules: IdentityRules
}

export interface Identities {
  /** Key of the identifier that the profile is named after; the key itself where nothing joins it to another. */
  rootOf(key: string): string
}

/**
 * Who is who.
 *
 * 1. Explicit words, and the rules that a project switched on, tie identifiers into groups: the only way in which two
 *    user ids can meet.
 * 2. A group without a user id belongs to whoever claimed one of its members: a user id before an e-mail address before
 *    a phone number before a card, the first claim of the strongest kind. So each group has one owner or none, and the
 *    groups form trees; the profile is the tree. A shared device thus never joins two user ids.
 *
 * Facts about other identifiers may be left out, as long as those of the asked keys' whole trees are there.
 */
export function resolveIdentity(facts: IdentityFacts): Identities {
  const known = identifiersOf(facts)
  const { parents, apart } = replayWords(facts.words)
  const groups = new Groups()
  for (const [child, parent] of parents) groups.join(child, parent)
  const seconds = joinByRules(facts, apart, groups)

  const owners = new Map<string, { claim: Claim; group: string }>()
  const hasUser = new Set<string>()
  for (const { key, kind } of known.values()) if (kind === 'user_id') hasUser.add(groups.of(key))
  for (const claim of facts.claims) {
    const group = groups.of(claim.weaker.key)
    const owner = groups.of(claim.claimer.key)
    if (group === owner || hasUser.has(group) || apart.has(claim.weaker.key)) continue
    if (isRefused(claim, facts.refusedAliases)) continue
    const best = owners.get(group)
    if (!best || comesFirst(claim, best.claim)) owners.set(group, { claim, group: owner })
  }

  const names = new Map<string, string>()
  const nameOf = (members: readonly string[]): string => {
    const without = (edges: { has(key: string): boolean }) => (keys: readonly string[]) => {
      const left = keys.filter((key) => !edges.has(key))
      return left.length > 0 ? left : keys
    }
    const rank = (key: string) => rankOf(known.get(key)?.kind ?? 'anonymous_id')
    const candidates = without(seconds)(without(parents)(members))
    return candidates.reduce((best, key) =>
      rank(key) < rank(best) || (rank(key) === rank(best) && BigInt(key) < BigInt(best)) ? key : best,
    )
  }

  return {
    rootOf(key) {
      const top = topOf(groups.of(key), owners)
      const name = names.get(top[0] as string) ?? nameOf(top.flatMap((group) => groups.members(group)))
      names.set(top[0] as string, name)
      return name
    },
  }
}

/** Whether the claim is an alias of a user id: joining two user ids needs the explicit word. */
export const isRefused = (claim: Claim, refusedAliases: ReadonlySet<string>): boolean =>
  claim.via === 'alias' && refusedAliases.has(claim.weaker.value)

/** Whether `a` is the better claim on the same identifier: the stronger kind of claimer, then the earlier one. */
export function comesFirst(a: Claim, b: Claim): boolean {
  const difference = rankOf(a.claimer.kind) - rankOf(b.claimer.kind)
  return difference === 0 ? isBefore(a.first, b.first) : difference < 0
}

const rankOf = (kind: IdentifierKind): number => identifierKinds.indexOf(kind)

function identifiersOf({ claims, words }: IdentityFacts): Map<string, KeyedIdentifier> {
  const known = new Map<string, KeyedIdentifier>()
  for (const { weaker, claimer } of claims) known.set(weaker.key, weaker).set(claimer.key, claimer)
  for (const { subject, other } of words) known.set(subject.key, subject).set(other.key, other)
  return known
}

/**
 * Joins the user ids that carried the same e-mail address or phone number, where the project says so.
 *
 * @returns user ids that were not the first with one of theirs, so that the first gives the profile its name
 */
function joinByRules(
  { claims, rules }: IdentityFacts,
  apart: ReadonlySet<string>,
  groups: Groups,
): Set<string> {
  const firsts = new Map<string, Claim>()
  const joining = claims.filter(
    ({ weaker, claimer, via }) =>
      via === 'event' &&
      claimer.kind === 'user_id' &&
      joins(rules, weaker.kind) &&
      !apart.has(weaker.key) &&
      !apart.has(claimer.key),
  )
  for (const claim of joining) {
    const first = firsts.get(claim.weaker.key)
    if (!first || isBefore(claim.first, first.first)) firsts.set(claim.weaker.key, claim)
  }
  const seconds = new Set<string>()
  for (const { weaker, claimer } of joining) {
    const first = firsts.get(weaker.key)?.claimer.key ?? claimer.key
    if (first === claimer.key) continue
    groups.join(claimer.key, first)
    seconds.add(claimer.key)
  }
  return seconds
}

/** Whether the project's rules make this kind of identifier join user ids. */
export const joins = (rules: IdentityRules, kind: IdentifierKind): boolean =>
  (kind === 'email' && rules.joinByEmail) || (kind === 'phone' && rules.joinByPhone)

/** The group that owns this one in the end; or, where owners go round in a circle, all the groups of the circle. */
function topOf(group: string, owners: ReadonlyMap<string, { group: string }>): string[] {
  const way: string[] = []
  const seen = new Set<string>()
  for (let current = group; ; ) {
    if (seen.has(current)) return way.slice(way.indexOf(current)).sort()
    way.push(current)
    seen.add(current)
    const owner = owners.get(current)
    if (!owner) return [current]
    current = owner.group
  }
}
