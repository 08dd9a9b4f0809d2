import type { HistoryEntry } from '@throughline/contract/people'
import { identityHistory } from './identity-history.ts'
import type { IdentityStore } from './identity-store.ts'
import type { FoundPerson } from './profile-service.ts'

/** A history shows so many entries; a device in a shop window may have thousands. */
const MOST_ENTRIES = 500

export interface HistoryService {
  of(projectId: string, person: FoundPerson): Promise<HistoryEntry[]>
}

export const historyService = (identity: IdentityStore): HistoryService => ({
  async of(projectId, { keys }) {
    const [on, by, words] = await Promise.all([
      identity.allClaims(projectId, keys),
      identity.claimsBy(projectId, keys),
      identity.words(projectId, keys),
    ])
    // Who owns what this profile claimed in vain: the claims on those identifiers tell.
    const elsewhere = by.map(({ weaker }) => weaker.key).filter((key) => !keys.includes(key))
    const others = await identity.bestClaims(projectId, [...new Set(elsewhere)])
    const claims = new Map(
      [...on, ...by, ...others].map((claim) => [
        `${claim.weaker.key} ${claim.claimer.key} ${claim.via}`,
        claim,
      ]),
    )
    const values = new Set([...claims.values()].map(({ weaker }) => weaker.value))
    const refusedAliases = new Set(await identity.refusedAliases(projectId, [...values]))
    return identityHistory({
      keys: new Set(keys),
      claims: [...claims.values()],
      words,
      refusedAliases,
    }).slice(0, MOST_ENTRIES)
  },
})
