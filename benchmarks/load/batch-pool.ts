import { toBatches } from '@throughline/simulator/message-stream'
import { simulate } from '@throughline/simulator/simulate'

/** Room for the number of a round in every message id, so that a body can be sent again as new events. */
const ROUND_DIGITS = 8
const ROUND_MARK = 'R'.repeat(ROUND_DIGITS)
const DAYS = 1
const DAY = 86_400_000

/** A body of `POST /v1/batch`, made beforehand, that can be sent any number of times as new events. */
export interface PreparedBatch {
  readonly bytes: Buffer
  readonly events: number
  readonly marks: readonly number[]
}

/**
 * Bodies of 100 events of the simulated shop of yesterday, as its clients send them.
 *
 * @param name makes the message ids differ from those of other pools
 */
export function prepareBatches(count: number, name: string): PreparedBatch[] {
  const today = Math.floor(Date.now() / DAY) * DAY
  const messages = simulate({
    seed: name,
    from: new Date(today - DAYS * DAY),
    to: new Date(today),
    // The number of events is only about right: ask for more and stop.
    events: count * 130 + 5_000,
  })
  return toBatches(messages, 100)
    .take(count)
    .map((batch, at) => prepare(batch, `${name}-${at}`))
    .toArray()
}

/** Gives all messages of a body new ids, in place. */
export function stampRound({ bytes, marks }: PreparedBatch, round: number): void {
  const digits = String(round).padStart(ROUND_DIGITS, '0')
  for (const mark of marks) bytes.write(digits, mark, 'latin1')
}

function prepare(batch: readonly { readonly messageId: string }[], name: string): PreparedBatch {
  const messages = batch.map((message, at) => ({ ...message, messageId: `${ROUND_MARK}-${name}-${at}` }))
  const bytes = Buffer.from(JSON.stringify({ batch: messages }))
  const sign = `"messageId":"${ROUND_MARK}`
  const marks: number[] = []
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1))
    marks.push(at + sign.length - ROUND_DIGITS)
  return { bytes, events: batch.length, marks }
}
