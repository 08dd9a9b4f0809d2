import { setImmediate } from 'node:timers/promises'
import { collectionLimits, type RejectedMessage } from '@throughline/contract/collection'
import { Counter } from 'prom-client'
import { AppError } from '../../../platform/app-error.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { isObject } from './message/json.ts'
import { momentOf } from './message/moment.ts'
import { readObject } from './message/payload.ts'
import { type Delivery, readMessage } from './message/read-message.ts'
import { Rejection } from './message/rejection.ts'

/** About 5 ms of work: other requests get their turn after that. */
const MESSAGES_AT_A_STRETCH = 250

const refused = new Counter({
  name: 'messages_refused_for_consent_total',
  help: 'Messages that were not stored because they say themselves that their person denies analytics',
})

/**
 * Appends the good messages of a batch and says why the others are not taken. Resolves when all that it took is on disk.
 *
 * @param body `{ batch: [...], sentAt?, context? }`
 * @throws AppError `invalid` where there is no batch, `limit_exceeded` where it is too long, and those of the log
 */
export async function collectBatch(
  eventLog: EventLog,
  body: unknown,
  delivery: Delivery,
): Promise<RejectedMessage[]> {
  const batch = isObject(body) ? body.batch : undefined
  if (!isObject(body) || !Array.isArray(batch))
    throw new AppError('invalid', 'batch: must be a list of messages.', { field: 'batch' })
  if (batch.length > collectionLimits.messages)
    throw new AppError('limit_exceeded', `batch: must hold at most ${collectionLimits.messages} messages.`, {
      field: 'batch',
      tooLarge: true,
    })
  const shared = readObject(body.context, 'context')
  const all: Delivery = {
    ...delivery,
    sentAt: momentOf(body.sentAt),
    // A shared context that is none enriches nothing, and costs no message.
    context: shared instanceof Rejection || Object.keys(shared).length === 0 ? undefined : shared,
  }

  const rows: EventRow[] = []
  const rejected: RejectedMessage[] = []
  for (const [index, message] of batch.entries()) {
    if (index > 0 && index % MESSAGES_AT_A_STRETCH === 0) await setImmediate()
    const row = readMessage(message, all)
    if (row instanceof Rejection) {
      if (row.code === 'forbidden') refused.inc()
      rejected.push({ index, code: row.code, message: row.message })
    } else rows.push(row)
  }
  if (rows.length > 0) await eventLog.append(rows)
  return rejected
}

/**
 * Appends one message.
 *
 * @throws AppError `invalid` or `forbidden` with the field, and those of the log
 */
export async function collectOne(eventLog: EventLog, message: unknown, delivery: Delivery): Promise<void> {
  const row = readMessage(message, delivery)
  if (row instanceof Rejection) {
    if (row.code === 'forbidden') refused.inc()
    throw new AppError(row.code, row.message, { field: row.field })
  }
  await eventLog.append([row])
}
