import { defaultEnvironment } from '@throughline/contract/environments'
import type { Clock } from '../../../platform/clock.ts'
import type { StoredEnvironment, StoredFlag } from './flag.ts'
import type { FlagStore } from './flag-store.ts'
import { type ServedEnvironment, servedEnvironment } from './served-environment.ts'

/** Within this time a change that another process made is known here. */
const REFRESH_MS = 2_000

export interface FlagDirectory {
  find(projectId: string, key: string): StoredFlag | undefined
  /** All of a project, by key; the archived ones too. */
  flags(projectId: string): readonly StoredFlag[]
  /** The default one first. */
  environments(projectId: string): readonly StoredEnvironment[]
  served(projectId: string, environment: string): ServedEnvironment | undefined
  servedByChannel(channel: string): ServedEnvironment | undefined
  /** Every environment of every project. */
  allServed(): readonly ServedEnvironment[]
  /** Reads the store again, as far as it changed; after a change of ours, so that the next request sees it. */
  refresh(): Promise<void>
  /** Calls back when the flags of a project may have changed. */
  onChange(listener: (projectId: string) => void): void
  close(): Promise<void>
}

interface Project {
  readonly revision: string
  readonly flags: ReadonlyMap<string, StoredFlag>
  readonly environments: readonly StoredEnvironment[]
  readonly served: ReadonlyMap<string, ServedEnvironment>
}

/**
 * All flags in memory, compiled: an evaluation asks no database. A store that does not answer leaves what is known.
 *
 * @param projects ids of all projects: each gets the default environment
 * @param onFailure told of a refresh that failed
 */
export async function openFlagDirectory(
  store: Pick<FlagStore, 'revisions' | 'read' | 'addEnvironment'>,
  projects: () => readonly string[],
  clock: Clock,
  onFailure: (error: unknown) => void,
): Promise<FlagDirectory> {
  const known = new Map<string, Project>()
  const listeners: ((projectId: string) => void)[] = []

  const load = async (projectId: string, revision: string) => {
    const { flags, environments } = await store.read(projectId)
    // A slow earlier reading must not undo what a later one saw.
    if (BigInt(known.get(projectId)?.revision ?? 0) > BigInt(revision)) return
    const inOrder = environments.toSorted((a, b) => Number(isDefault(b)) - Number(isDefault(a)))
    known.set(projectId, {
      revision,
      flags: new Map(flags.map((flag) => [flag.key, flag])),
      environments: inOrder,
      served: new Map(inOrder.map((each) => [each.key, servedEnvironment(each, flags)])),
    })
    for (const listener of listeners) listener(projectId)
  }

  const refresh = async () => {
    const revisions = await store.revisions()
    for (const [projectId, revision] of revisions)
      if (known.get(projectId)?.revision !== revision) await load(projectId, revision)
    const fresh = projects().filter((projectId) => !known.has(projectId))
    if (fresh.length === 0) return
    for (const projectId of fresh)
      await store.addEnvironment(projectId, ({ environments }) =>
        environments.some(isDefault)
          ? undefined
          : {
              environment: { key: defaultEnvironment, name: 'Production', createdAt: new Date(clock()) },
              settings: new Map(),
            },
      )
    await refresh()
  }
  await refresh()

  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= refresh()
      .catch(onFailure)
      .finally(() => {
        running = undefined
      })
  }, REFRESH_MS)
  timer.unref()

  const allServed = () => [...known.values()].flatMap(({ served }) => [...served.values()])
  return {
    find: (projectId, key) => known.get(projectId)?.flags.get(key),
    flags: (projectId) => [...(known.get(projectId)?.flags.values() ?? [])],
    environments: (projectId) => known.get(projectId)?.environments ?? [],
    served: (projectId, environment) => known.get(projectId)?.served.get(environment),
    servedByChannel: (channel) => allServed().find((each) => each.environment.channel === channel),
    allServed,
    refresh,
    onChange: (listener) => listeners.push(listener),
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

export const isDefault = ({ key }: Pick<StoredEnvironment, 'key'>): boolean => key === defaultEnvironment
