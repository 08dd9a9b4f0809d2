import { setTimeout } from 'node:timers/promises'
import { AppError } from '../../../../platform/app-error.ts'
import type { WrittenRowsLog } from '../../../../platform/events/event-log.ts'
import type { WrittenRows } from '../../../../platform/events/written-rows.ts'

const WAIT_MS = 2000

/**
 * Appends rows, and waits where the log can't take them now (the disk is full, others send more than it takes): a file
 * does not run away.
 *
 * @param onWaiting called with the reason before each wait, and with null when it is over
 */
export async function appendPatiently(
  eventLog: WrittenRowsLog,
  rows: readonly WrittenRows[],
  signal: AbortSignal,
  onWaiting: (reason: string | null) => void,
): Promise<number> {
  for (let waited = false; ; waited = true) {
    try {
      const added = await eventLog.appendWritten(rows)
      if (waited) onWaiting(null)
      return added
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || signal.aborted) throw error
      onWaiting(reasonOf(error))
      await setTimeout(WAIT_MS, undefined, { signal })
    }
  }
}

const reasonOf = ({ message, cause }: AppError): string =>
  `The import waits: ${cause instanceof Error ? cause.message : message} It goes on by itself.`
