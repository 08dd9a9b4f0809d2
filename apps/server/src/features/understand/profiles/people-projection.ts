import type { IdentifierKind } from '@throughline/contract/identifier'
import type { IdentityRules } from '@throughline/contract/projects'
import { affectedIdentities } from './affected-identities.ts'
import type { IdentityStore } from './identity-store.ts'
import type { LinkStore } from './link-store.ts'
import type { LogQueries } from './log-queries.ts'
import type { LogSlice } from './log-slice-queries.ts'
import type { PeopleStore } from './people-store.ts'

export interface PeopleProjectionDependencies {
  readonly log: LogQueries
  readonly identity: IdentityStore
  readonly links: LinkStore
  readonly people: PeopleStore
}

/** Turns slices of the log into people. Each step may be done twice: a crash at any point costs only repetition. */
export interface PeopleProjection {
  digest(slice: LogSlice, rulesOf: (projectId: string) => IdentityRules): Promise<void>
  /** Joins and separates again those whom a change of the project's rules concerns. */
  applyRules(projectId: string, rules: IdentityRules, kinds: readonly IdentifierKind[]): Promise<void>
}

export function peopleProjection({
  log,
  identity,
  links,
  people,
}: PeopleProjectionDependencies): PeopleProjection {
  return {
    async digest(slice, rulesOf) {
      const contents = await people.gather(slice)
      await people.project(slice, contents)
      for (const { projectId, ...facts } of await log.newFacts(slice, contents)) {
        const change = { ...facts, again: [] }
        // Links before facts: a fact that is kept counts as known, and is not looked at again after a crash.
        await links.publish(await affectedIdentities(identity, projectId, change, rulesOf(projectId)))
        await identity.addClaims(projectId, facts.claims)
        await identity.addWords(projectId, facts.words)
        await identity.addRefusedAliases(projectId, facts.refusedAliases)
      }
    },

    async applyRules(projectId, rules, kinds) {
      for await (const shared of identity.sharedByUsers(projectId, kinds)) {
        const change = { claims: [], words: [], refusedAliases: [], again: shared }
        await links.publish(await affectedIdentities(identity, projectId, change, rules))
      }
    },
  }
}
