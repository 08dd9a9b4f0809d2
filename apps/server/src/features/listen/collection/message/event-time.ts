import type { JsonObject } from './json.ts'
import { momentOf } from './moment.ts'
import { Rejection } from './rejection.ts'

/**
 * Differences between the sender's clock and ours that a slow network explains. They are left alone, so that what a
 * server sends with exact past times keeps them to the millisecond.
 */
const UNREMARKABLE_SKEW_MS = 10_000

const YEAR_MS = 366 * 86_400_000

/**
 * When the event happened, in milliseconds since 1970.
 *
 * `timestamp`, else `originalTimestamp`, else the arrival. A sender whose clock is wrong says so by `sentAt`: the
 * difference to the arrival is added. Not where the message names its `receivedAt`: then it is a replay that another
 * collector has corrected already. A `sentAt` that cannot be read corrects nothing.
 *
 * @param batchSentAt moment at which the batch was sent, for messages that don't say it themselves
 */
export function eventTime(
  message: JsonObject,
  receivedAt: number,
  batchSentAt: number | undefined,
): number | Rejection {
  const given = message.timestamp ?? message.originalTimestamp
  if (given === undefined || given === null || given === '') return receivedAt
  const field =
    message.timestamp === undefined || message.timestamp === null ? 'originalTimestamp' : 'timestamp'
  const claimed = momentOf(given)
  if (claimed === undefined)
    return new Rejection(
      field,
      'is not a time; use ISO 8601 such as 2026-01-31T10:00:00Z or milliseconds since 1970',
    )
  const skew = message.receivedAt === undefined ? clockSkew(message, receivedAt, batchSentAt) : 0
  const time = claimed + skew
  if (time < 0) return new Rejection(field, 'is before 1970')
  if (time > receivedAt + YEAR_MS) return new Rejection(field, 'is more than a year ahead')
  return time
}

function clockSkew(message: JsonObject, receivedAt: number, batchSentAt: number | undefined): number {
  const sentAt = message.sentAt === undefined ? batchSentAt : (momentOf(message.sentAt) ?? batchSentAt)
  if (sentAt === undefined) return 0
  const skew = receivedAt - sentAt
  return Math.abs(skew) > UNREMARKABLE_SKEW_MS ? skew : 0
}
