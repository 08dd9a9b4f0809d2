import type { MessagePort } from 'node:worker_threads'
import { AppError } from '../../../../platform/app-error.ts'
import type { Collection } from '../../collection/index.ts'
import { FileProblem } from '../reading/content.ts'
import { openReader, readsFromStart } from '../reading/open-reader.ts'
import { readRecords } from '../reading/read-records.ts'
import { RowWriter } from '../reading/row-writer.ts'
import { packRows } from './pack-rows.ts'
import { BLOCKS_AHEAD, type FromThread, type ReadingOrder } from './reading-order.ts'

const SAMPLES = 3

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
  const send = (message: FromThread) => port.postMessage(message)
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
      const { rows, tally } = writer.drain()
      if (end.position.line <= from.line && rows.length === 0) continue
      if (room === 0) {
        await new Promise<void>((resolve) => {
          onRoom = resolve
        })
      }
      room--
      send({ kind: 'block', block: { rows: packRows(withRows ? rows : []), tally, end } })
    }
    send({ kind: 'end' })
  } catch (error) {
    const isOfFile = error instanceof FileProblem || error instanceof AppError
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error), isOfFile })
  } finally {
    port.close()
  }
}
