import type { Clock } from '../../../platform/clock.ts'
import type { People } from '../../understand/profiles/index.ts'
import { type DeniedSpan, deniedSpans } from './denied-span.ts'
import type { ErasableEvent, ErasableQueries } from './erasable-queries.ts'
import type { ErasureStore, StoredErasure } from './erasure-store.ts'

/**
 * Deletes the recordings of some person keys that began before a moment, or all of them. May be asked again for the same.
 *
 * @returns how many there were
 */
export type EraseRecordings = (
  projectId: string,
  personKeys: readonly string[],
  before?: Date,
) => Promise<number>

/** Takes people, by all their keys, out of what was computed from their events. May be asked again for the same. */
export type ForgetPeople = (projectId: string, personKeys: readonly string[]) => Promise<void>

export interface WithdrawalDependencies {
  readonly queries: ErasableQueries
  readonly store: ErasureStore
  readonly people: Pick<People, 'keysOf' | 'redraw'>
  readonly eraseRecordings: EraseRecordings
  readonly forgetPeople: ForgetPeople
  readonly clock: Clock
}

/** Deletes what was stored about people who took their consent back. Everything may be done twice. */
export interface WithdrawalService {
  /** Goes on with what a stopped process left. */
  resume(): Promise<void>
  /** Sees to all whom a part of the log tells something of. */
  apply(after: number, upTo: number): Promise<void>
}

/** So many events go with one statement. */
const EVENTS_AT_ONCE = 50_000
const PROFILES_AT_ONCE = 500
/** Recordings of so many profiles are known to be gone; asking again would do no harm. */
const MOST_REMEMBERED = 20_000
/** While somebody denies replay, a browser that has not heard of it may go on recording. */
const LOOK_AGAIN_MS = 60_000

/** A profile with all its keys and what was denied under them. */
interface Withdrawal {
  readonly profile: string
  readonly keys: readonly string[]
  readonly analytics: readonly DeniedSpan[]
  readonly replay: readonly DeniedSpan[]
}

type Begun = Pick<StoredErasure, 'id' | 'profile' | 'keys'> & {
  identifiers: StoredErasure['identifiers']
  deleted: number
}

export function withdrawalService({
  queries,
  store,
  people,
  eraseRecordings,
  forgetPeople,
  clock,
}: WithdrawalDependencies): WithdrawalService {
  const recordingsGone = new Map<string, { readonly spans: string; readonly at: number }>()
  const now = () => new Date(clock())

  const withdrawals = async (
    projectId: string,
    keysOf: ReadonlyMap<string, readonly string[]>,
  ): Promise<Withdrawal[]> => {
    const words = Map.groupBy(await queries.words(projectId, [...keysOf.values()].flat()), ({ key }) => key)
    return [...keysOf].map(([profile, keys]) => {
      const said = keys.flatMap((key) => words.get(key) ?? [])
      return {
        profile,
        keys,
        analytics: deniedSpans('analytics', keys, said),
        replay: deniedSpans('replay', keys, said),
      }
    })
  }

  /** Notes what goes of whom; one statement for all who are new. */
  const note = async (
    projectId: string,
    begun: Map<string, Begun>,
    ownerOf: ReadonlyMap<string, Withdrawal>,
    events: readonly ErasableEvent[],
  ) => {
    const byProfile = Map.groupBy(events, ({ key }) => ownerOf.get(key)?.profile ?? key)
    const fresh: Begun[] = []
    for (const [profile, { length }] of byProfile) {
      const known = begun.get(profile)
      if (known) {
        known.deleted += length
        await store.count(known.id, known.deleted)
        continue
      }
      const keys = ownerOf.get(profile)?.analytics.map(({ key }) => key) ?? [profile]
      fresh.push({ id: '', profile, keys, identifiers: [], deleted: length })
    }
    const [first] = fresh
    if (!first) return
    // Of all together, so that one of them has them all.
    first.identifiers = await people.redraw.touchedBy(
      projectId,
      fresh.flatMap(({ keys }) => keys),
    )
    const ids = await store.begin(
      fresh.map((one) => ({ ...one, projectId, purpose: 'analytics' as const })),
      now(),
    )
    for (const [at, one] of fresh.entries()) begun.set(one.profile, { ...one, id: ids[at] ?? '' })
  }

  /**
   * First all events of all of them, then their profiles: drawn anew, a profile may no longer have the keys by which its
   * events were found.
   */
  const eraseBehaviour = async (projectId: string, some: readonly Withdrawal[], left: readonly Begun[]) => {
    const spans = some.flatMap(({ analytics }) => analytics)
    const ownerOf = new Map(some.flatMap((one) => one.keys.map((key) => [key, one] as const)))
    const begun = new Map(left.map((one) => [one.profile, one]))
    for (;;) {
      const events = await queries.erasable(projectId, spans, EVENTS_AT_ONCE)
      if (events.length === 0) break
      await note(projectId, begun, ownerOf, events)
      await queries.erase(projectId, events)
    }
    const all = [...begun.values()]
    if (all.length === 0) return
    await forgetPeople(
      projectId,
      all.flatMap(({ keys }) => keys),
    )
    await people.redraw.people(
      projectId,
      all.flatMap(({ keys }) => keys),
      all.flatMap(({ identifiers }) => identifiers),
    )
    await store.finish(
      all.map(({ id }) => id),
      now(),
    )
  }

  /** Recordings see to the rest themselves if the process dies, and the log is followed again from before. */
  const eraseReplay = async (projectId: string, { profile, replay }: Withdrawal) => {
    if (replay.length === 0) return
    const spans = JSON.stringify(replay)
    const known = recordingsGone.get(`${projectId} ${profile}`)
    const isDenied = replay.some(({ grantedAt }) => grantedAt === undefined)
    // From before it looks: what comes while it deletes may have been missed.
    const at = clock()
    if (known?.spans === spans && !(isDenied && at - known.at >= LOOK_AGAIN_MS)) return
    let deleted = 0
    for (const [before, group] of Map.groupBy(replay, ({ grantedAt }) => grantedAt?.ms)) {
      deleted += await eraseRecordings(
        projectId,
        group.map(({ key }) => key),
        ...(before === undefined ? [] : [new Date(before)]),
      )
    }
    if (deleted > 0) await store.note({ projectId, profile, purpose: 'replay', deleted }, now())
    if (recordingsGone.size >= MOST_REMEMBERED) recordingsGone.clear()
    recordingsGone.set(`${projectId} ${profile}`, { spans, at })
  }

  return {
    async resume() {
      for (const [projectId, left] of Map.groupBy(await store.unfinished(), (one) => one.projectId)) {
        // Profiles may have changed halfway: the keys are those of the beginning, and what belongs to them now.
        const current = await people.keysOf(projectId, [...new Set(left.map(({ profile }) => profile))])
        const keysOf = new Map(
          [...current].map(([profile, keys]) => {
            const before = left.filter((one) => one.profile === profile).flatMap((one) => one.keys)
            return [profile, [...new Set([...before, ...keys])]]
          }),
        )
        const some = await withdrawals(projectId, keysOf)
        const still = await queries.erasable(
          projectId,
          some.flatMap(({ analytics }) => analytics),
          EVENTS_AT_ONCE,
        )
        const counted = left.map((one) => {
          const undone = still.filter(({ key }) => one.keys.includes(key)).length
          return { ...one, deleted: Math.max(0, one.deleted - undone) }
        })
        await eraseBehaviour(projectId, some, counted)
      }
    },

    async apply(after, upTo) {
      const deniers = await queries.deniers(after, upTo)
      for (const [projectId, found] of Map.groupBy(deniers, (one) => one.projectId)) {
        for (let at = 0; at < found.length; at += PROFILES_AT_ONCE) {
          const profiles = found.slice(at, at + PROFILES_AT_ONCE).map(({ profile }) => profile)
          const some = await withdrawals(projectId, await people.keysOf(projectId, profiles))
          for (const one of some) await eraseReplay(projectId, one)
          await eraseBehaviour(projectId, some, [])
        }
      }
    },
  }
}
