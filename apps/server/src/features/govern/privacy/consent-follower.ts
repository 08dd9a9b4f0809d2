import type { FastifyBaseLogger } from 'fastify'
import type { InlineEventLog } from '../../../platform/events/inline-event-log.ts'
import type { ErasureStore } from './erasure-store.ts'
import type { WithdrawalService } from './withdrawal-service.ts'

/** Events that come within this time share a pass: a deletion costs the same for one as for many. */
const PASS_EVERY_MS = 1_000
const MOST_EVENTS_A_PASS = 50_000
/** The place in the log is only to spare work after a restart, so it is not written each time. */
const SAVE_EVERY_MS = 10_000
/** It rewrites much of a long log, so not at once, and not too often. */
const PURGE_FIRST_MS = 15 * 60_000
const PURGE_EVERY_MS = 6 * 3_600_000

export interface ConsentFollowerDependencies {
  readonly log: Pick<InlineEventLog, 'lastSeq'>
  readonly people: { caughtUp(): Promise<void> }
  readonly withdrawals: WithdrawalService
  readonly store: Pick<ErasureStore, 'position' | 'savePosition'>
  /** Frees the disk of what was deleted. */
  readonly purge: () => Promise<unknown>
  readonly logger: FastifyBaseLogger
}

/** Follows the log behind the projection of people, and carries out what they say of consent. */
export interface ConsentFollower {
  /** Resolves when withdrawals among all that was acknowledged up to now are carried out; rejects where one fails. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function startConsentFollower({
  log,
  people,
  withdrawals,
  store,
  purge,
  logger,
}: ConsentFollowerDependencies): Promise<ConsentFollower> {
  let seq = await store.position()
  let savedAt = 0
  let resumed = false
  let closed = false
  let running: Promise<void> | undefined
  let failure: unknown
  let restingUntil = 0

  const save = async () => {
    await store.savePosition(seq)
    savedAt = performance.now()
  }

  const pass = async () => {
    if (!resumed) {
      await people.caughtUp()
      await withdrawals.resume()
      resumed = true
    }
    const upTo = Math.min(log.lastSeq(), seq + MOST_EVENTS_A_PASS)
    if (upTo === seq) return
    await people.caughtUp()
    await withdrawals.apply(seq, upTo)
    seq = upTo
    if (performance.now() - savedAt > SAVE_EVERY_MS) await save()
  }

  const run = async () => {
    while (!closed) {
      const began = performance.now()
      try {
        await pass()
        failure = undefined
      } catch (error) {
        failure = error
        // What was begun is ended first.
        resumed = false
        if (!closed) logger.error({ err: error }, 'consent could not be followed; it goes on in a moment')
        break
      }
      // Deleting from a long log takes a while: no more than half of the time.
      restingUntil = 2 * performance.now() - began
      if (seq >= log.lastSeq()) break
    }
    running = undefined
  }

  const wake = (): Promise<void> => {
    if (closed) return Promise.resolve()
    running ??= run()
    return running
  }
  const timer = setInterval(() => {
    const isBehind = !resumed || seq < log.lastSeq()
    if (isBehind && performance.now() >= restingUntil) void wake()
  }, PASS_EVERY_MS)
  timer.unref()
  const purgeNow = () => {
    purge().catch((error: unknown) => logger.error({ err: error }, 'deleted events could not be purged'))
  }
  const purging = [setTimeout(purgeNow, PURGE_FIRST_MS), setInterval(purgeNow, PURGE_EVERY_MS)]
  for (const each of purging) each.unref()

  return {
    async settled() {
      const target = log.lastSeq()
      while (!closed && (!resumed || seq < target)) {
        await wake()
        if (failure !== undefined) throw failure
      }
    },
    async close() {
      closed = true
      clearInterval(timer)
      for (const each of purging) clearTimeout(each)
      await running
      await save()
    },
  }
}
