import { defaultEnvironment } from '@throughline/contract/environments'
import type { StaleFlag } from '@throughline/contract/flags'
import type { Clock } from '../../../platform/clock.ts'
import type { StoredFlag } from './flag.ts'
import type { FlagStore } from './flag-store.ts'
import { staleness } from './stale.ts'
import type { UsageCounter } from './usage-counter.ts'
import { LOCAL_EVALUATION, type UsageStore } from './usage-store.ts'

const DAY_MS = 86_400_000

interface FlagUsage {
  readonly total: number
  readonly lastEvaluatedAt: Date | null
  /** Every day up to today, in order. */
  readonly days: readonly { readonly day: string; readonly variations: Readonly<Record<string, number>> }[]
  readonly stale: StaleFlag | null
}

export interface UsageService {
  /** By key: when each flag was last evaluated anywhere, and whether it seems unneeded in the default environment. */
  overview(
    projectId: string,
    flags: readonly StoredFlag[],
  ): Promise<ReadonlyMap<string, { lastEvaluatedAt: Date | null; stale: StaleFlag | null }>>
  of(flag: StoredFlag, flags: readonly StoredFlag[], environment: string, days: number): Promise<FlagUsage>
}

export function usageService(
  store: UsageStore,
  counter: Pick<UsageCounter, 'write'>,
  flags: Pick<FlagStore, 'settingsChanged'>,
  clock: Clock,
): UsageService {
  const judge = async (
    projectId: string,
    all: readonly StoredFlag[],
    environment: string,
    evaluatedIn?: string,
  ) => {
    await counter.write()
    const evaluated = await store.lastEvaluated(projectId, evaluatedIn)
    const changed = await flags.settingsChanged(projectId, environment)
    const needed = new Set(
      all
        .filter(({ archivedAt }) => !archivedAt)
        .flatMap(({ settings }) => Object.values(settings))
        .flatMap(({ prerequisites }) => prerequisites.map(({ flag }) => flag)),
    )
    return (flag: StoredFlag) => {
      const lastEvaluatedAt = evaluated.get(flag.key)
      const use = {
        lastEvaluatedAt,
        lastFetchedAt: evaluated.get(LOCAL_EVALUATION),
        settingsChangedAt: changed.get(flag.key),
        isNeeded: needed.has(flag.key),
      }
      return { lastEvaluatedAt: lastEvaluatedAt ?? null, stale: staleness(flag, environment, use, clock()) }
    }
  }

  return {
    async overview(projectId, all) {
      const of = await judge(projectId, all, defaultEnvironment)
      return new Map(all.map((flag) => [flag.key, of(flag)]))
    },

    async of(flag, all, environment, days) {
      const judged = (await judge(flag.projectId, all, environment, environment))(flag)
      const today = Math.floor(clock() / DAY_MS)
      const names = Array.from({ length: days }, (_, index) => dayName(today - days + 1 + index))
      const rows = await store.days(flag.projectId, environment, flag.key, names[0] ?? dayName(today))
      const byDay = Map.groupBy(rows, ({ day }) => day)
      return {
        ...judged,
        total: rows.reduce((sum, { evaluations }) => sum + evaluations, 0),
        days: names.map((day) => ({
          day,
          variations: Object.fromEntries(
            (byDay.get(day) ?? []).map(({ variation, evaluations }) => [variation, evaluations]),
          ),
        })),
      }
    },
  }
}

const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
