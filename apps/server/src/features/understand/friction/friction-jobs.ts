import type { FastifyBaseLogger } from 'fastify'
import type { AlertService } from './alert-service.ts'
import type { DailyService } from './daily-service.ts'

/** A start has enough to do; the first daily run comes a while after it. */
const FIRST_AFTER_MS = 4 * 60_000
const LOOK_EVERY_MS = 5 * 60_000
const DELIVER_EVERY_MS = 30_000

export interface FrictionJobs {
  /** Does now what is due, and waits for it. */
  runDue(): Promise<void>
  /** Begins nothing new and waits for what is under way. The runs themselves are ended elsewhere, before. */
  close(): Promise<void>
}

/** Looks for daily runs that are due, and tells what is to be told. A failure is logged and left to the next time. */
export function startFrictionJobs(
  daily: DailyService,
  alerts: Pick<AlertService, 'deliver'>,
  logger: FastifyBaseLogger,
): FrictionJobs {
  const ending = new AbortController()
  const look = oneAtATime(async () => {
    await daily.runDue()
    await deliver()
  })
  const deliver = oneAtATime(() => alerts.deliver(ending.signal))

  function oneAtATime(work: () => Promise<void>): () => Promise<void> {
    let working: Promise<void> | undefined
    return () => {
      if (ending.signal.aborted) return working ?? Promise.resolve()
      working ??= work()
        .catch((error: unknown) =>
          logger.error({ err: error }, 'What is due for friction could not be done.'),
        )
        .finally(() => {
          working = undefined
        })
      return working
    }
  }

  const first = setTimeout(look, FIRST_AFTER_MS)
  const looking = setInterval(look, LOOK_EVERY_MS)
  const delivering = setInterval(deliver, DELIVER_EVERY_MS)
  for (const timer of [first, looking, delivering]) timer.unref()

  return {
    runDue: look,
    async close() {
      clearTimeout(first)
      clearInterval(looking)
      clearInterval(delivering)
      ending.abort()
      await Promise.all([look(), deliver()])
    },
  }
}
