import { affectedIdentities } from './affected-identities.ts'
import type { IdentityStore } from './identity-store.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import type { LinkStore } from './link-store.ts'
import { noRules, type PeopleProjector } from './people-projector.ts'
import type { PeopleStore } from './people-store.ts'
import type { ProgressStore } from './progress-store.ts'
import type { RedrawStore } from './redraw-store.ts'

export interface RedrawDependencies {
  readonly projector: PeopleProjector
  readonly progress: ProgressStore
  readonly identity: IdentityStore
  readonly links: LinkStore
  readonly people: PeopleStore
  readonly store: RedrawStore
}

/**
 * Draws some keys anew from the events that are left of them. May be done twice; after a crash it must be, with the same
 * identifiers.
 *
 * @param touched both ends of the claims that the deleted events had made
 */
export async function redrawPeople(
  { projector, progress, identity, links, people, store }: RedrawDependencies,
  projectId: string,
  keys: readonly string[],
  touched: readonly KeyedIdentifier[],
): Promise<void> {
  await projector.pausedFor(async () => {
    const { seq } = projector.status()
    const rules = projector.rules()
    const except = (await progress.listSetAside()).map((event) => event.seq)
    const slice = { by: 'keys', projectId, keys, upTo: seq, except } as const
    const contents = await people.gather(slice)
    await store.forgetGone(projectId, keys)
    // Last, and at once drawn again: until then a search would not find them.
    await store.forgetSeen(projectId, keys)
    await people.project(slice, contents)
    await store.addClaims()
    const change = { claims: [], words: [], refusedAliases: [], again: touched }
    await links.publish(await affectedIdentities(identity, projectId, change, rules[projectId] ?? noRules))
    return { seq, rules }
  })
}
