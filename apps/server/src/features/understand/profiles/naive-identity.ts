import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import type { IdentityFacts } from './identity.ts'
import type { Word } from './identity-words.ts'
import type { Instant } from './instant.ts'

/**
 * The rules of docs/adr/0003-identity.md once more, for tests: as plainly and slowly as they can be told, and without
 * the code that the product uses. Answers, for each key, the keys of everybody in its profile and the profile's name.
 */
export function naiveIdentity(facts: IdentityFacts, keys: readonly string[]) {
  const kinds = new Map<string, IdentifierKind>()
  for (const claim of facts.claims) {
    kinds.set(claim.weaker.key, claim.weaker.kind)
    kinds.set(claim.claimer.key, claim.claimer.kind)
  }
  for (const word of facts.words) {
    kinds.set(word.subject.key, word.subject.kind)
    kinds.set(word.other.key, word.other.kind)
  }
  const { edges, apart } = afterWords(facts.words)
  const ruled = byRules(facts, apart)
  const tied = [...edges, ...ruled]
  const group = (key: string) => connected(key, tied)

  // Each group's owner: the group of whoever has the best claim on one of its members.
  const ownedBy = (key: string): string | undefined => {
    const members = group(key)
    if (members.some((member) => kinds.get(member) === 'user_id')) return undefined
    const claims = facts.claims
      .filter(({ weaker }) => members.includes(weaker.key) && !apart.includes(weaker.key))
      .filter(({ claimer }) => !members.includes(claimer.key))
      .filter(({ via, weaker }) => via === 'event' || !facts.refusedAliases.has(weaker.value))
      .sort((a, b) => order(a.claimer.kind) - order(b.claimer.kind) || compare(a.first, b.first))
    return claims[0]?.claimer.key
  }
  const owned: [string, string][] = keys.flatMap((key) => {
    const owner = ownedBy(key)
    return owner === undefined ? [] : [[key, owner] as [string, string]]
  })

  return new Map(
    keys.map((key) => {
      const profile = connected(key, [...tied, ...owned]).sort()
      const topGroups = profile.filter((member) => goesRoundTo(member, key))
      const name = nameOf(topGroups)
      return [key, { profile, name }]
    }),
  )

  /** Whether following owners from `key` ends in the group of `member`, or comes by it again and again. */
  function goesRoundTo(member: string, key: string): boolean {
    let at = key
    for (let step = 0; step < keys.length + 1; step++) at = ownedBy(at) ?? at
    for (let step = 0; step < keys.length + 1; step++) {
      if (group(at).includes(member)) return true
      at = ownedBy(at) ?? at
    }
    return false
  }

  function nameOf(members: readonly string[]): string {
    const unmerged = members.filter((member) => !edges.some(([child]) => child === member))
    const first = unmerged.filter((member) => !ruled.some(([second]) => second === member))
    const [name] = (first.length > 0 ? first : unmerged).toSorted(
      (a, b) =>
        order(kinds.get(a) ?? 'anonymous_id') - order(kinds.get(b) ?? 'anonymous_id') ||
        (BigInt(a) < BigInt(b) ? -1 : 1),
    )
    return name as string
  }
}

const order = (kind: IdentifierKind) => identifierKinds.indexOf(kind)

const compare = (a: Instant, b: Instant) => a.ts - b.ts || (a.messageId < b.messageId ? -1 : 1)

function afterWords(words: readonly Word[]) {
  let edges: [string, string][] = []
  const apart: string[] = []
  const said = words.filter((word, at) => words.findIndex((w) => w.at.messageId === word.at.messageId) === at)
  for (const { word, subject, other } of said.toSorted((a, b) => compare(a.at, b.at))) {
    if (word === 'merge') {
      if (connected(subject.key, edges).includes(other.key)) continue
      let top = subject.key
      for (;;) {
        const up = edges.find(([child]) => child === top)
        if (!up) break
        top = up[1]
      }
      edges.push([top, other.key])
    } else {
      apart.push(subject.key)
      const hangs = edges.some(([child]) => child === subject.key)
      edges = edges.filter(([child, parent]) => (hangs ? child : parent) !== subject.key)
    }
  }
  return { edges, apart }
}

function byRules({ claims, rules }: IdentityFacts, apart: readonly string[]): [string, string][] {
  const wanted = claims.filter(
    (claim) =>
      claim.via === 'event' &&
      claim.claimer.kind === 'user_id' &&
      ((claim.weaker.kind === 'email' && rules.joinByEmail) ||
        (claim.weaker.kind === 'phone' && rules.joinByPhone)) &&
      !apart.includes(claim.weaker.key) &&
      !apart.includes(claim.claimer.key),
  )
  return wanted.flatMap((claim) => {
    const [first] = wanted
      .filter(({ weaker }) => weaker.key === claim.weaker.key)
      .sort((a, b) => compare(a.first, b.first))
    return first && first.claimer.key !== claim.claimer.key
      ? [[claim.claimer.key, first.claimer.key] as [string, string]]
      : []
  })
}

function connected(key: string, edges: readonly (readonly [string, string])[]): string[] {
  const found = [key]
  for (let size = 0; size !== found.length; ) {
    size = found.length
    for (const [a, b] of edges) {
      if (found.includes(a) && !found.includes(b)) found.push(b)
      if (found.includes(b) && !found.includes(a)) found.push(a)
    }
  }
  return found
}
