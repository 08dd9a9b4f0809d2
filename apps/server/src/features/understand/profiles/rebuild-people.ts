import { affectedIdentities } from './affected-identities.ts'
import type { IdentityStore } from './identity-store.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import type { LinkStore } from './link-store.ts'
import type { LogQueries } from './log-queries.ts'
import { personRanges } from './log-slice-queries.ts'
import { noRules, type PeopleProjector } from './people-projector.ts'
import type { PeopleStore } from './people-store.ts'
import type { ProgressStore } from './progress-store.ts'
import type { ConcernedIdentifier, RebuildStore } from './rebuild-store.ts'

/** About so many events are read at once, whatever the size of the log. */
const EVENTS_A_SLICE = 100_000

export interface RebuildDependencies {
  readonly projector: PeopleProjector
  readonly progress: ProgressStore
  readonly liveLinks: LinkStore
  readonly store: RebuildStore
  /** Those of the second set of tables. */
  readonly second: {
    readonly log: LogQueries
    readonly identity: IdentityStore
    readonly people: PeopleStore
    readonly openLinks: () => Promise<LinkStore>
  }
}

/**
 * Draws all people from the log once more, into a second set of tables, and then puts that in place of the first.
 * Reading, ingestion and the projector go on meanwhile.
 *
 * @param onProgress told the share that is done, from 0 to 1
 */
export async function rebuildPeople(
  { projector, progress, liveLinks, store, second }: RebuildDependencies,
  onProgress: (share: number) => void,
): Promise<void> {
  const upTo = projector.status().seq
  const rules = projector.rules()
  const except = (await progress.listSetAside()).map(({ seq }) => seq)
  await store.begin()

  const ranges = personRanges(Math.max(1, Math.ceil((await store.countEvents(upTo)) / EVENTS_A_SLICE)))
  for (const [at, range] of ranges.entries()) {
    const slice = { by: 'person', ...range, upTo, except } as const
    const contents = await second.people.gather(slice)
    await second.people.project(slice, contents)
    await store.addClaims()
    for (const facts of await second.log.newFacts(slice, { ...contents, claims: 0 })) {
      await second.identity.addClaims(facts.projectId, facts.claims)
      await second.identity.addWords(facts.projectId, facts.words)
      await second.identity.addRefusedAliases(facts.projectId, facts.refusedAliases)
    }
    onProgress(((at + 1) / ranges.length) * 0.7)
  }

  const links = await second.openLinks()
  for await (const page of store.concerned()) {
    for (const [projectId, again] of byProject(page)) {
      const change = { claims: [], words: [], refusedAliases: [], again }
      const roots = await affectedIdentities(second.identity, projectId, change, rules[projectId] ?? noRules)
      await links.publish(roots)
    }
  }
  onProgress(0.95)

  await projector.pausedFor(async () => {
    // First where it stands: what came in meanwhile is then projected again, into the new tables.
    await progress.save({ seq: upTo, rules })
    await store.swap()
    await liveLinks.reload()
    return { seq: upTo, rules }
  })
  await projector.reached(projector.status().head)
  onProgress(1)
}

function byProject(page: readonly ConcernedIdentifier[]): Map<string, KeyedIdentifier[]> {
  const groups = new Map<string, KeyedIdentifier[]>()
  for (const { projectId, ...identifier } of page) {
    const group = groups.get(projectId)
    if (group) group.push(identifier)
    else groups.set(projectId, [identifier])
  }
  return groups
}
