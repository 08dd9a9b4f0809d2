import type { MessagePort } from 'node:worker_threads'
import { AppError } from '../../../../platform/app-error.ts'
import type { EventRow } from '../../../../platform/events/event-row.ts'
import { writeRows } from '../../../../platform/events/written-rows.ts'
import type { Collection } from '../../collection/index.ts'
import { FileProblem } from '../reading/content.ts'
import { openReader, readsFromStart } from '../reading/open-reader.ts'
import { readRecords } from '../reading/read-records.ts'
import { RowWriter } from '../reading/row-writer.ts'
import { BLOCKS_AHEAD, type FromThread, type ReadingOrder } from './reading-order.ts'

const SAMPLES = 3
const MONTH_MS = 2_629_800_000

/**
 * Reads a file in a thread of its own and sends its rows block by block. Reading takes more of the processor than storing
 * does, and must not stop the event loop that takes events in.
 *
 * @param port to the thread that stores; each message from it makes room for one more block
 */
export async function serveReading(
  port: MessagePort,
  order: ReadingOrder,
  { readMessage, parseJson }: Collection,
): Promise<void> {
  const send = (message: FromThread, moved: readonly ArrayBuffer[] = []) =>
    port.postMessage(message, [...moved])
  let room = BLOCKS_AHEAD
  let onRoom: (() => void) | undefined
  port.on('message', () => {
    room++
    onRoom?.()
  })
  const { file, mapping, columns, source, addressKey, projectId, receivedAt, from, withRows } = order
  const fromStart = readsFromStart(mapping)
  try {
    const writer = new RowWriter({
      projectId,
      receivedAt,
      readMessage,
      storedLines: from.line,
      samples: SAMPLES,
    })
    const linesBefore = fromStart ? 0 : from.line
    const reader = openReader({ mapping, columns, writer, parseJson, source, addressKey, linesBefore })
    for await (const end of readRecords(file, reader, fromStart ? 0 : from.offset)) {
      const { rows: read, tally } = writer.drain()
      if (end.position.line <= from.line && read.length === 0) continue
      const rows = writeRows(withRows ? read : [])
      if (room === 0) {
        await new Promise<void>((resolve) => {
          onRoom = resolve
        })
      }
      room--
      const block = { rows, months: monthsOf(read), tally, end }
      send({ kind: 'block', block }, [rows.bytes.buffer, rows.ends.buffer])
    }
    send({ kind: 'end' })
  } catch (error) {
    const isOfFile = error instanceof FileProblem || error instanceof AppError
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error), isOfFile })
  } finally {
    port.close()
  }
}

const monthsOf = (rows: readonly EventRow[]): number[] => [
  ...new Set(rows.map(({ ts }) => Math.floor(ts / MONTH_MS))),
]
