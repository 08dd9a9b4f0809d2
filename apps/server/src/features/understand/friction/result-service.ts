import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import type { IsoRange } from '../../../platform/range.ts'
import type { FindFriction } from './analysis/friction-question.ts'
import type { FindingRegister } from './finding-register.ts'
import type { FrictionPeriod } from './friction-period.ts'
import { type SegmentsOfProject, segmentsAsked } from './queries/read-sessions.ts'
import { type ResultStore, type StoredResult, withoutPeople } from './result-store.ts'
import { runQueue } from './run-queue.ts'
import type { SettingsService } from './settings-service.ts'

/** A run that takes no longer is waited for by who asks. */
const WORTH_WAITING_MS = 2_000
/**
 * A result that new events came after is answered for 20 times as long as the run took, at most ten minutes: a shop that
 * is never still may spend a twentieth of its time on this, and what takes a moment is always of now.
 */
const KEPT_FOR_RUNS = 20
const KEPT_AT_MOST_MS = 600_000
/** A run that failed is tried again so long after, then after twice the time, up to the most. */
const RETRY_MS = 30_000
const RETRY_AT_MOST_MS = 900_000
const MOST_WAITING = 8
const MOST_RESULTS = 50

/** How a period stands. While `running` or `failed`, `stored` is what the last run over it found. */
interface PeriodResult {
  readonly status: 'ready' | 'running' | 'failed'
  /** Why it failed, in words. */
  readonly problem: string | null
  readonly stored: StoredResult | undefined
}

export interface ResultService {
  /** What is known of a period; begins a run where that is nothing, or out of date. */
  look(projectId: string, period: FrictionPeriod): Promise<PeriodResult>
  /**
   * Runs over a period now, and waits for it.
   *
   * @throws AppError `unavailable` where too many runs wait
   */
  run(projectId: string, period: FrictionPeriod): Promise<StoredResult>
  /** Takes the sessions of some people out of all results, and out of what is being run. */
  forget(projectId: string, profiles: readonly string[]): Promise<void>
  /** Ends the run that is under way. It begins anew when it is asked for. */
  close(): Promise<void>
}

export interface ResultServiceDependencies {
  readonly store: ResultStore
  readonly register: Pick<FindingRegister, 'identify'>
  readonly settings: Pick<SettingsService, 'get'>
  readonly projects: ProjectDirectory
  readonly segments: Pick<SegmentsOfProject, 'all'>
  readonly log: { lastSeq(): number }
  /** Whether events of a range came after one of the log. */
  readonly hasNewer: (projectId: string, range: IsoRange, seq: number) => Promise<boolean>
  readonly findFriction: FindFriction
  readonly clock: Clock
  /** Told of a run that failed for another reason than the request. */
  readonly onFailure: (error: unknown) => void
}

interface Failure {
  readonly problem: string
  readonly times: number
  readonly retryAt: number
}

/** Keeps what runs found, and runs where something is missing. */
export function resultService(deps: ResultServiceDependencies): ResultService {
  const { store, register, settings, projects, segments, log, findFriction, clock } = deps
  const queue = runQueue<StoredResult>(MOST_WAITING)
  const failures = new Map<string, Failure>()
  /** Who was forgotten since the run that is under way began. */
  const forgotten = new Set<string>()

  const moneyOf = async (projectId: string) => {
    const { rates } = await settings.get(projectId)
    return { currency: currencyOf(projects, projectId), rates }
  }

  /** What a result rests on beside the log: another currency, rate or segment is another result. */
  const basisText = (projectId: string, { currency, rates }: Awaited<ReturnType<typeof moneyOf>>) => {
    const changes = segmentsAsked(segments, projectId).map(({ id, changedAt }) => [id, changedAt])
    const sorted = Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify([currency, sorted, ...changes])
  }

  const start = (
    projectId: string,
    period: FrictionPeriod,
    anyway: boolean,
  ): Promise<StoredResult> | undefined => {
    const key = keyOf(projectId, period)
    return queue.start(key, async (signal) => {
      try {
        // Another run over the period may have ended since this one was found to be needed.
        const kept = anyway ? undefined : await good(projectId, period)
        if (kept) return kept
        const began = performance.now()
        const seq = log.lastSeq()
        const money = await moneyOf(projectId)
        const basis = basisText(projectId, money)
        forgotten.clear()
        const { findings, ...found } = await findFriction({ projectId, ...period, ...money }, signal)
        signal.throwIfAborted()
        const identified = await register.identify(projectId, period, findings)
        const stored: StoredResult = {
          period,
          computedAt: new Date(clock()),
          tookMs: Math.round(performance.now() - began),
          seq,
          basis,
          result: withoutPeople({ ...found, findings: identified }, forgotten),
        }
        await store.keep(projectId, stored, MOST_RESULTS)
        if (forgotten.size > 0) await store.forget(projectId, [...forgotten])
        failures.delete(key)
        return stored
      } catch (error) {
        if (!signal.aborted) fail(key, error)
        throw error
      }
    })
  }

  const fail = (key: string, error: unknown) => {
    const times = (failures.get(key)?.times ?? 0) + 1
    // Few periods fail; should many, the oldest are tried again sooner.
    if (failures.size >= MOST_RESULTS) failures.delete(failures.keys().next().value ?? '')
    failures.set(key, {
      problem: problemOf(error),
      times,
      retryAt: clock() + Math.min(RETRY_MS * 2 ** (times - 1), RETRY_AT_MOST_MS),
    })
    deps.onFailure(error)
  }

  const isGood = async (projectId: string, { period, computedAt, tookMs, seq, basis }: StoredResult) => {
    if (basis !== basisText(projectId, await moneyOf(projectId))) return false
    if (log.lastSeq() === seq) return true
    const age = clock() - computedAt.getTime()
    if (age >= 0 && age < Math.min(tookMs * KEPT_FOR_RUNS, KEPT_AT_MOST_MS)) return true
    return !(await deps.hasNewer(projectId, period, seq))
  }

  const good = async (projectId: string, period: FrictionPeriod): Promise<StoredResult | undefined> => {
    const stored = await store.find(projectId, period)
    return stored && (await isGood(projectId, stored)) ? stored : undefined
  }

  return {
    async look(projectId, period) {
      const stored = await store.find(projectId, period)
      if (stored && (await isGood(projectId, stored))) return { status: 'ready', problem: null, stored }
      const failure = failures.get(keyOf(projectId, period))
      if (failure && clock() < failure.retryAt) return { status: 'failed', problem: failure.problem, stored }
      const run = start(projectId, period, false)
      const outcome = run && (await soon(run))
      if (outcome === undefined) return { status: 'running', problem: null, stored }
      if ('stored' in outcome) return { status: 'ready', problem: null, stored: outcome.stored }
      return { status: 'failed', problem: problemOf(outcome.error), stored }
    },

    run(projectId, period) {
      const run = start(projectId, period, true)
      if (!run)
        throw new AppError('unavailable', 'Too many periods are being looked at. Ask again in a minute.')
      return run
    },

    async forget(projectId, profiles) {
      for (const profile of profiles) forgotten.add(profile)
      await store.forget(projectId, profiles)
    },

    close: () => queue.close(),
  }
}

/** What became of a run within two seconds; undefined where it goes on. */
async function soon(
  run: Promise<StoredResult>,
): Promise<{ stored: StoredResult } | { error: unknown } | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WORTH_WAITING_MS)
  })
  const ended = run.then(
    (stored) => ({ stored }),
    (error: unknown) => ({ error }),
  )
  const outcome = await Promise.race([ended, late])
  clearTimeout(timer)
  return outcome
}

const keyOf = (projectId: string, { from, to, timezone }: FrictionPeriod): string =>
  JSON.stringify([projectId, from, to, timezone])

function problemOf(error: unknown): string {
  if (error instanceof AppError && error.code !== 'internal') return error.message
  if (error instanceof Error && /MEMORY_LIMIT_EXCEEDED/.test(error.message))
    return 'The period has more events than can be looked at in the memory there is. Choose a shorter one.'
  return 'The search did not get to its end. It is tried again by itself; the server’s log says why.'
}
