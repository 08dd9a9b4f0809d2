import type { Collection } from '../../collection/index.ts'
import { lineReader } from './read-lines.ts'
import type { RecordReader } from './read-records.ts'
import type { Message, RowWriter } from './row-writer.ts'

export interface SegmentReaderOptions {
  readonly writer: RowWriter
  readonly parseJson: Collection['parseJson']
  /** Of a message without an id of its own. */
  readonly messageId: (line: number) => string
  readonly linesBefore: number
}

/** Reads newline-delimited JSON: one message of the Segment protocol a line. */
export function segmentReader({
  writer,
  parseJson,
  messageId,
  linesBefore,
}: SegmentReaderOptions): RecordReader {
  return lineReader(writer, linesBefore, (text, line) => {
    const message = parseObject(text, parseJson)
    if (!message) return writer.reject(line, 'The line must be one JSON object.')
    message.timestamp ??= message.originalTimestamp ?? message.receivedAt ?? message.sentAt
    if (message.timestamp === undefined || message.timestamp === null)
      return writer.reject(line, 'timestamp: is missing; an imported event needs its time.')
    // An old sentAt is no sign of a slow clock here; a message that says when it was received is left as it is.
    message.receivedAt ??= null
    if (message.messageId === undefined || message.messageId === null || message.messageId === '')
      message.messageId = messageId(line)
    writer.event(line, 'event', [message])
  })
}

function parseObject(text: string, parseJson: Collection['parseJson']): Message | undefined {
  // Most of what is no JSON shows at once, and throwing takes long.
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    return parseJson(text) as Message
  } catch {
    return undefined
  }
}
