import type { FastifyBaseLogger } from 'fastify'
import type { RemovalService } from './removal-service.ts'

const EVERY_MS = 3_600_000

export interface TidyJob {
  /** Waits for what is being removed. */
  close(): Promise<void>
}

/** Tidies at once and then every hour. A failure is logged and left to the next time. */
export function startTidyJob(removals: Pick<RemovalService, 'tidy'>, logger: FastifyBaseLogger): TidyJob {
  let working: Promise<void> | undefined
  const work = () => {
    working ??= removals
      .tidy()
      .catch((error: unknown) => logger.error({ err: error }, 'Old recordings could not be removed.'))
      .finally(() => {
        working = undefined
      })
  }
  work()
  const timer = setInterval(work, EVERY_MS)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await working
    },
  }
}
