import type { Clock } from '../../../platform/clock.ts'
import type { EvaluationCount, UsageStore } from './usage-store.ts'

const WRITE_EVERY_MS = 60_000

/** Counts evaluations in memory, by day and variation, and writes them once a minute. */
export interface UsageCounter {
  /** @param variation empty where the caller's default was left to it */
  count(projectId: string, environment: string, flag: string, variation: string): void
  /** Writes what was counted since the last time. */
  write(): Promise<void>
  close(): Promise<void>
}

interface Count {
  readonly row: Omit<EvaluationCount, 'evaluations' | 'lastAt'>
  evaluations: number
  lastAt: number
}

/** @param onFailure told where counts could not be written; they are written with the next ones */
export function usageCounter(
  store: Pick<UsageStore, 'add'>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): UsageCounter {
  let counts = new Map<string, Count>()
  let day = ''
  let dayEnds = 0

  const dayAt = (now: number): string => {
    if (now < dayEnds && now >= dayEnds - DAY_MS) return day
    day = new Date(now).toISOString().slice(0, 10)
    dayEnds = (Math.floor(now / DAY_MS) + 1) * DAY_MS
    return day
  }

  const write = async () => {
    if (counts.size === 0) return
    const taken = counts
    counts = new Map()
    try {
      await store.add(
        [...taken.values()].map(({ row, evaluations, lastAt }) => ({
          ...row,
          evaluations,
          lastAt: new Date(lastAt),
        })),
      )
    } catch (error) {
      for (const [key, count] of taken) {
        const since = counts.get(key)
        if (since) since.evaluations += count.evaluations
        else counts.set(key, count)
      }
      throw error
    }
  }

  let running: Promise<void> = Promise.resolve()
  const inTurn = (): Promise<void> => {
    const turn = running.then(write)
    running = turn.catch(() => {})
    return turn
  }
  const timer = setInterval(() => void inTurn().catch(onFailure), WRITE_EVERY_MS)
  timer.unref()

  return {
    count(projectId, environment, flag, variation) {
      const now = clock()
      const today = dayAt(now)
      const key = `${today}\n${projectId}\n${environment}\n${flag}\n${variation}`
      const known = counts.get(key)
      if (known) {
        known.evaluations++
        known.lastAt = now
      } else {
        const row = { projectId, environment, flag, day: today, variation }
        counts.set(key, { row, evaluations: 1, lastAt: now })
      }
    },
    write: inTurn,
    async close() {
      clearInterval(timer)
      await inTurn().catch(onFailure)
    },
  }
}

const DAY_MS = 86_400_000
