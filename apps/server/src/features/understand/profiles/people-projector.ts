import type { IdentityRules } from '@throughline/contract/projects'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { PeopleProjection } from './people-projection.ts'
import type { ProgressStore, ProgressValue } from './progress-store.ts'

/** So many events are digested at once: enough to be quick, few enough to keep memory small. */
const MOST_EVENTS_A_PASS = 50_000
/**
 * Commits that come within this time share a pass, unless somebody waits for one: it runs two dozen statements however
 * few events there are, and people may be up to a second behind.
 */
const PASS_EVERY_MS = 700
/** After a failure of the store, and to notice a project's changed rules. */
const LOOK_AGAIN_MS = 1_000

/** What the projector needs of the log. */
export interface FollowedLog {
  lastSeq(): number
  onCommit(listener: () => void): void
}

export interface PeopleProjectorDependencies {
  readonly log: FollowedLog
  readonly projection: PeopleProjection
  readonly progress: ProgressStore
  readonly projects: Pick<ProjectDirectory, 'byId'>
  /** Rejects where the store itself is down, so that no event is blamed for it. */
  readonly ping: () => Promise<void>
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
}

export interface PeopleProjector {
  /** Projects now what is there, and takes up changed rules. */
  pass(): Promise<void>
  /** Resolves when all events up to this one are projected. */
  reached(seq: number): Promise<void>
  status(): { readonly seq: number; readonly head: number; readonly behindMs: number }
  /** Digests events that were set aside once more. @returns how many are settled now */
  retry(projectId: string): Promise<number>
  /** The rules that people are joined by now. */
  rules(): ProgressValue['rules']
  /** Runs `work` while nothing is projected; the projection goes on from where `work` says. */
  pausedFor(work: () => Promise<ProgressValue>): Promise<void>
  close(): Promise<void>
}

export const noRules: IdentityRules = { joinByEmail: false, joinByPhone: false }

/** Follows the log, from where it stood when the process last ended. */
export async function startPeopleProjector(deps: PeopleProjectorDependencies): Promise<PeopleProjector> {
  const { log, projection, progress, projects, clock, logger } = deps
  let { seq, rules } = await progress.load()
  let behindSince = clock()
  let closed = false
  let running: Promise<void> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let hurry = () => {}
  const waiting: { readonly seq: number; resolve(): void; reject(error: Error): void }[] = []

  const wantedRules = (projectId: string) => projects.byId(projectId)?.identityRules ?? noRules
  /** Those that are in force for the people so far; a change comes by `followRules`, for all of them at once. */
  const rulesOf = (projectId: string) => rules[projectId] ?? noRules

  /** One after the other: passes, retries, rebuilds. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  const pass = async () => {
    await followRules()
    const upTo = Math.min(log.lastSeq(), seq + MOST_EVENTS_A_PASS)
    if (upTo === seq) return
    const found = new Set<string>()
    await digest(seq, upTo, (projectId) => {
      found.add(projectId)
      return rulesOf(projectId)
    })
    for (const id of found) if (!Object.hasOwn(rules, id)) rules = { ...rules, [id]: noRules }
    await progress.save({ seq: upTo, rules })
    seq = upTo
    behindSince = clock()
    for (const one of waiting.splice(0)) one.seq <= seq ? one.resolve() : waiting.push(one)
  }

  const followRules = async () => {
    for (const [projectId, before] of Object.entries(rules)) {
      const now = wantedRules(projectId)
      const kinds = (['email', 'phone'] as const).filter((kind) =>
        kind === 'email' ? now.joinByEmail !== before.joinByEmail : now.joinByPhone !== before.joinByPhone,
      )
      if (kinds.length === 0) continue
      await projection.applyRules(projectId, now, kinds)
      rules = { ...rules, [projectId]: now }
      await progress.save({ seq, rules })
    }
  }

  /** Halves what fails until the one event is found that cannot be digested, and goes on without it. */
  const digest = async (after: number, upTo: number, rules: (projectId: string) => IdentityRules) => {
    try {
      await projection.digest({ by: 'seq', after, upTo }, rules)
    } catch (error) {
      await deps.ping()
      if (closed) throw error
      if (upTo - after === 1) {
        logger.error({ err: error, seq: upTo }, 'an event could not be projected and was set aside')
        await progress.setAside(upTo, error instanceof Error ? error.message : String(error))
        return
      }
      const middle = after + Math.floor((upTo - after) / 2)
      await digest(after, middle, rules)
      await digest(middle, upTo, rules)
    }
  }

  const pause = (ms: number): Promise<void> | undefined => {
    if (ms <= 0) return
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const run = async () => {
    while (!closed) {
      const began = performance.now()
      try {
        await inTurn(pass)
      } catch (error) {
        logger.error({ err: error }, 'the people projection failed; it goes on in a moment')
        break
      }
      if (seq >= log.lastSeq()) break
      if (waiting.length === 0) await pause(PASS_EVERY_MS - (performance.now() - began))
    }
    running = undefined
  }

  const wake = () => {
    if (closed) return
    if (!running) running = run()
  }
  log.onCommit(() => {
    if (seq >= log.lastSeq() - 1) behindSince = Math.max(behindSince, clock())
    wake()
  })
  const timer = setInterval(wake, LOOK_AGAIN_MS)
  timer.unref()
  wake()

  return {
    pass: () => inTurn(pass),
    reached(target) {
      if (seq >= target) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.push({ seq: target, resolve, reject })
        hurry()
        wake()
      })
    },
    status() {
      const head = log.lastSeq()
      return { seq, head, behindMs: head > seq ? Math.max(0, clock() - behindSince) : 0 }
    },
    retry: (projectId) =>
      inTurn(async () => {
        let settled = 0
        for (const event of await progress.listSetAside(projectId)) {
          try {
            await projection.digest({ by: 'seq', after: event.seq - 1, upTo: event.seq }, rulesOf)
          } catch {
            continue
          }
          await progress.settle([event.seq])
          settled++
        }
        return settled
      }),
    rules: () => rules,
    pausedFor: (work) =>
      inTurn(async () => {
        const stands = await work()
        seq = stands.seq
        rules = stands.rules
      }),
    async close() {
      closed = true
      clearInterval(timer)
      hurry()
      await running
      await turn
      for (const one of waiting.splice(0)) one.reject(new Error('The server is stopping.'))
    },
  }
}
