import { type Claim, comesFirst } from './identity.ts'
import type { IdentityStore } from './identity-store.ts'
import type { Word } from './identity-words.ts'
import { isBefore } from './instant.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'

/** The identity store in memory, for tests of what stands on it. */
export class MemoryIdentityStore implements IdentityStore {
  #claims: Claim[] = []
  #words: Word[] = []
  #refused = new Set<string>()

  async bestClaims(_: string, keys: readonly string[]): Promise<Claim[]> {
    const best = new Map<string, Claim>()
    for (const claim of await this.allClaims(_, keys)) {
      const id = `${claim.weaker.key} ${claim.via}`
      const known = best.get(id)
      if (!known || comesFirst(claim, known)) best.set(id, claim)
    }
    return [...best.values()]
  }

  async allClaims(_: string, keys: readonly string[]): Promise<Claim[]> {
    return this.#claims.filter(({ weaker }) => keys.includes(weaker.key))
  }

  async claimsBy(_: string, keys: readonly string[]): Promise<Claim[]> {
    return this.#claims.filter(({ claimer }) => keys.includes(claimer.key))
  }

  async words(_: string, keys: readonly string[]): Promise<Word[]> {
    return this.#words.filter(({ subject, other }) => keys.includes(subject.key) || keys.includes(other.key))
  }

  async refusedAliases(_: string, values: readonly string[]): Promise<string[]> {
    return values.filter((value) => this.#refused.has(value))
  }

  async *sharedByUsers(): AsyncIterable<KeyedIdentifier[]> {
    yield this.#claims.flatMap(({ weaker, claimer }) => [weaker, claimer])
  }

  async addClaims(_: string, claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) {
      const same = (other: Claim) =>
        other.weaker.key === claim.weaker.key &&
        other.claimer.key === claim.claimer.key &&
        other.via === claim.via
      const known = this.#claims.find(same)
      if (known && isBefore(known.first, claim.first)) continue
      this.#claims = [...this.#claims.filter((other) => !same(other)), claim]
    }
  }

  async addWords(_: string, words: readonly Word[]): Promise<void> {
    this.#words.push(...words)
  }

  async addRefusedAliases(_: string, values: readonly string[]): Promise<void> {
    for (const value of values) this.#refused.add(value)
  }
}
