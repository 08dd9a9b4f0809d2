import type { IdentityRules } from '@throughline/contract/projects'
import { type Claim, comesFirst, isRefused, joins, resolveIdentity } from './identity.ts'
import type { IdentityStore } from './identity-store.ts'
import type { Word } from './identity-words.ts'
import { isBefore } from './instant.ts'
import { type KeyedIdentifier, keyed } from './keyed-identifier.ts'

/** What is new about who is who in a project. */
export interface IdentityChange {
  readonly claims: readonly Claim[]
  readonly words: readonly Word[]
  readonly refusedAliases: readonly string[]
  /** Identifiers to look at again for another reason. */
  readonly again: readonly KeyedIdentifier[]
}

export type IdentityReader = Pick<
  IdentityStore,
  'bestClaims' | 'allClaims' | 'claimsBy' | 'words' | 'refusedAliases'
>

/**
 * For each identifier that a change can touch, the key that its profile is named after from now on.
 *
 * Only the neighbourhood is read: what the change names, what belongs to that, and the way up to the owners. So a
 * device that thousands share costs no more than another.
 */
export async function affectedIdentities(
  store: IdentityReader,
  projectId: string,
  change: IdentityChange,
  rules: IdentityRules,
): Promise<Map<string, string>> {
  const neighbourhood = new Neighbourhood(store, projectId, change, rules)
  await neighbourhood.explore()
  const { rootOf } = resolveIdentity({
    claims: neighbourhood.claims,
    words: neighbourhood.words,
    refusedAliases: neighbourhood.refused,
    rules,
  })
  return new Map([...neighbourhood.affected.keys()].map((key) => [key, rootOf(key)]))
}

class Neighbourhood {
  readonly #store: IdentityReader
  readonly #projectId: string
  readonly #change: IdentityChange
  readonly #rules: IdentityRules
  readonly #claimsOn = new Map<string, Map<string, Claim>>()
  readonly #words = new Map<string, Word>()
  /** Names in these sets are done with, so that nothing is asked twice. */
  readonly #withWords = new Set<string>()
  readonly #askedClaims = new Set<string>()
  readonly refused = new Set<string>()
  readonly affected = new Map<string, KeyedIdentifier>()

  constructor(store: IdentityReader, projectId: string, change: IdentityChange, rules: IdentityRules) {
    this.#store = store
    this.#projectId = projectId
    this.#change = change
    this.#rules = rules
  }

  get claims(): Claim[] {
    return [...this.#claimsOn.values()].flatMap((claims) => [...claims.values()])
  }

  get words(): Word[] {
    return [...this.#words.values()]
  }

  async explore(): Promise<void> {
    for (const value of this.#change.refusedAliases) this.refused.add(value)
    let frontier = await this.#start()
    const context = new Map<string, KeyedIdentifier>()
    while (frontier.length > 0) {
      for (const one of frontier) this.affected.set(one.key, one)
      const tied = await this.#tiedTo(frontier)
      const owned = await this.#ownedBy(frontier)
      frontier = distinct([...tied, ...owned]).filter(({ key }) => !this.affected.has(key))
    }
    let above = this.#ownersOf([...this.affected.values()])
    while (above.length > 0) {
      for (const one of above) context.set(one.key, one)
      const tied = await this.#tiedTo(above)
      const next = distinct([...tied, ...this.#ownersOf(above)])
      above = next.filter(({ key }) => !this.affected.has(key) && !context.has(key))
    }
  }

  /** What the change itself can give another owner; a claim that comes too late changes nobody. */
  async #start(): Promise<KeyedIdentifier[]> {
    const { claims, words, refusedAliases, again } = this.#change
    this.#addWords(words)
    const weaker = distinct(claims.map((claim) => claim.weaker))
    await this.#readClaims(weaker, 'bestClaims')
    await this.#readWords(weaker)
    const better = claims.filter(
      (claim) =>
        this.#on(claim.weaker.key).every((known) => known.via !== 'event' || comesFirst(claim, known)) ||
        this.#withWords.has(claim.weaker.key) ||
        (claim.claimer.kind === 'user_id' && joins(this.#rules, claim.weaker.kind)),
    )
    this.#addClaims(claims)
    // An alias of a user id joins nothing: whom it had claimed is to be looked at again.
    const aliased = refusedAliases.length > 0 ? await this.#aliasedBy(refusedAliases) : []
    return distinct([
      ...again,
      ...aliased,
      ...better.flatMap(({ weaker, claimer }) =>
        joins(this.#rules, weaker.kind) ? [weaker, claimer] : [weaker],
      ),
      ...words.flatMap(({ subject, other }) => [subject, other]),
    ])
  }

  async #aliasedBy(values: readonly string[]): Promise<KeyedIdentifier[]> {
    const keys = values.flatMap((value) =>
      (['email', 'phone', 'card', 'anonymous_id'] as const).map((kind) =>
        keyed(this.#projectId, kind, value),
      ),
    )
    await this.#readClaims(keys, 'bestClaims')
    return keys.filter(({ key }) => this.#claimsOn.has(key))
  }

  /** Those whom words or rules tie to these; their claims are read as well. */
  async #tiedTo(some: readonly KeyedIdentifier[]): Promise<KeyedIdentifier[]> {
    const tied = (await this.#readWords(some)).flatMap(({ subject, other }) => [subject, other])
    await this.#readClaims(
      some.filter(({ key, kind }) => kind !== 'user_id' && !this.#withWords.has(key)),
      'bestClaims',
    )
    // Inside a group the best claim may come from the group itself, and then the next best counts.
    await this.#readClaims(
      some.filter(({ key, kind }) => kind !== 'user_id' && this.#withWords.has(key)),
      'allClaims',
    )
    if (this.#rules.joinByEmail || this.#rules.joinByPhone) tied.push(...(await this.#tiedByRules(some)))
    return tied
  }

  async #tiedByRules(some: readonly KeyedIdentifier[]): Promise<KeyedIdentifier[]> {
    const users = keysOf(some.filter(({ kind }) => kind === 'user_id'))
    const stored = await this.#store.claimsBy(this.#projectId, users)
    const own = [...stored, ...this.#freshBy(new Set(users))].map(({ weaker }) => weaker)
    const shared = distinct([...some, ...own].filter(({ kind }) => joins(this.#rules, kind)))
    // One that was unmerged joins nobody.
    await this.#readWords(shared)
    await this.#readClaims(shared, 'allClaims')
    const sharers = shared.flatMap(({ key }) => this.#on(key)).map(({ claimer }) => claimer)
    return sharers.filter(({ kind }) => kind === 'user_id')
  }

  /** Those whose best claim is one of these, so that they go where these go. */
  async #ownedBy(some: readonly KeyedIdentifier[]): Promise<KeyedIdentifier[]> {
    const claimers = keysOf(some.filter(({ kind }) => kind !== 'anonymous_id'))
    const theirs = await this.#store.claimsBy(this.#projectId, claimers)
    const fresh = this.#freshBy(new Set(claimers))
    const candidates = distinct([...theirs, ...fresh].map(({ weaker }) => weaker)).filter(
      ({ key }) => !this.affected.has(key),
    )
    await this.#readClaims(candidates, 'bestClaims')
    await this.#readWords(candidates)
    return candidates.filter(
      ({ key }) =>
        this.#withWords.has(key) || this.#bestOn(key).some(({ claimer }) => this.affected.has(claimer.key)),
    )
  }

  #freshBy(keys: ReadonlySet<string>): Claim[] {
    return this.#change.claims.filter(({ claimer }) => keys.has(claimer.key))
  }

  #ownersOf(some: readonly KeyedIdentifier[]): KeyedIdentifier[] {
    const owners = some.flatMap(({ key }) => (this.#withWords.has(key) ? this.#on(key) : this.#bestOn(key)))
    return distinct(owners.map(({ claimer }) => claimer)).filter(({ key }) => !this.affected.has(key))
  }

  #on(key: string): Claim[] {
    return [...(this.#claimsOn.get(key)?.values() ?? [])]
  }

  #bestOn(key: string): Claim[] {
    const valid = this.#on(key).filter((claim) => !isRefused(claim, this.refused))
    const best = valid.reduce<Claim | undefined>(
      (best, claim) => (best && !comesFirst(claim, best) ? best : claim),
      undefined,
    )
    return best ? [best] : []
  }

  /** Words about these, read or new. */
  async #readWords(about: readonly KeyedIdentifier[]): Promise<Word[]> {
    const keys = new Set(keysOf(about))
    this.#addWords(await this.#store.words(this.#projectId, [...keys]))
    return this.words.filter(({ subject, other }) => keys.has(subject.key) || keys.has(other.key))
  }

  #addWords(words: readonly Word[]): void {
    for (const word of words) {
      this.#words.set(word.at.messageId, word)
      this.#withWords.add(word.subject.key).add(word.other.key)
    }
  }

  async #readClaims(on: readonly KeyedIdentifier[], which: 'bestClaims' | 'allClaims'): Promise<void> {
    const keys = keysOf(on).filter((key) => !this.#askedClaims.has(`${which} ${key}`))
    if (keys.length === 0) return
    for (const key of keys) this.#askedClaims.add(`${which} ${key}`)
    const read = await this.#store[which](this.#projectId, keys)
    this.#addClaims(read)
    const aliased = [...read, ...this.#change.claims].filter(({ via }) => via === 'alias')
    const values = new Set(aliased.map(({ weaker }) => weaker.value))
    for (const value of await this.#store.refusedAliases(this.#projectId, [...values]))
      this.refused.add(value)
  }

  #addClaims(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const on = this.#claimsOn.get(claim.weaker.key) ?? new Map<string, Claim>()
      this.#claimsOn.set(claim.weaker.key, on)
      const by = `${claim.claimer.key} ${claim.via}`
      const known = on.get(by)
      if (!known || isBefore(claim.first, known.first)) on.set(by, claim)
    }
  }
}

const keysOf = (some: readonly KeyedIdentifier[]): string[] => some.map(({ key }) => key)

const distinct = (some: readonly KeyedIdentifier[]): KeyedIdentifier[] => [
  ...new Map(some.map((one) => [one.key, one])).values(),
]
