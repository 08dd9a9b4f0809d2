import { type FileContent, readContent } from './content.ts'

/** Reads the records of one format. Lines are counted from 1. */
export interface RecordReader {
  /** The last line that was read. */
  readonly line: number
  /**
   * Reads as many whole records as the text holds.
   *
   * @param text ends at the end of a line, or of the file
   * @param isLast nothing follows: what is open is to be closed
   * @returns how many characters it took
   */
  read(text: string, isLast: boolean): number
  /** A record that does not end within reach: rejects its first line and goes on after it. */
  rejectLine(reason: string): void
}

/** Where reading stands: what lies before it is read. */
export interface Position {
  /** Bytes of content. */
  readonly offset: number
  readonly line: number
}

export interface BlockEnd {
  readonly position: Position
  readonly fileBytes: number
}

/** No message may be larger, and no program writes longer lines. */
const LONGEST_RECORD = 1024 * 1024

const NEW_LINE = 0x0a
const nothing = Buffer.alloc(0)

/**
 * Feeds the content of a file to a reader, block by block; yields after each, when everything before its end is read.
 * Holds no more than a chunk and the longest record.
 */
export async function* readRecords(
  file: FileContent,
  reader: RecordReader,
  from = 0,
): AsyncGenerator<BlockEnd> {
  let offset = from
  let open: Buffer = nothing
  let skipping = false
  let fileBytes = 0
  const join = joiner()

  const take = (bytes: Buffer, isLast: boolean): Buffer => {
    const text = bytes.toString('utf8')
    // Stores refuse a NUL. Its replacement is one character as well, so positions stay.
    const taken = reader.read(text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text, isLast)
    const rest = taken === text.length ? nothing : lastLines(bytes, countLines(text, taken))
    offset += bytes.length - rest.length
    return rest
  }

  for await (const chunk of readContent(file, from)) {
    fileBytes = chunk.fileBytes
    let bytes = open.length === 0 ? chunk.bytes : join(open, chunk.bytes)
    open = nothing
    if (skipping) {
      const end = bytes.indexOf(NEW_LINE)
      offset += end < 0 ? bytes.length : end + 1
      if (end < 0) continue
      bytes = bytes.subarray(end + 1)
      skipping = false
    }
    const end = bytes.lastIndexOf(NEW_LINE) + 1
    const rest = end === 0 ? nothing : take(bytes.subarray(0, end), false)
    open = rest.length === 0 ? bytes.subarray(end) : Buffer.concat([rest, bytes.subarray(end)])
    while (open.length > LONGEST_RECORD) {
      reader.rejectLine('The record is longer than 1 MB, or a quote in it is never closed.')
      const lineEnd = open.indexOf(NEW_LINE)
      skipping = lineEnd < 0
      offset += skipping ? open.length : lineEnd + 1
      open = skipping ? nothing : open.subarray(lineEnd + 1)
      const whole = open.lastIndexOf(NEW_LINE) + 1
      if (whole > 0) open = Buffer.concat([take(open.subarray(0, whole), false), open.subarray(whole)])
    }
    // The chunk's memory is written to again.
    if (open.length > 0) open = Buffer.from(open)
    yield { position: { offset, line: reader.line }, fileBytes }
  }
  if (open.length > 0) {
    take(open, true)
    yield { position: { offset, line: reader.line }, fileBytes }
  }
}

/** Puts one behind the other, each time in the same memory. */
function joiner(): (first: Buffer, second: Buffer) => Buffer {
  let memory = nothing
  return (first, second) => {
    const length = first.length + second.length
    if (length > memory.length) memory = Buffer.allocUnsafeSlow(length * 2)
    first.copy(memory)
    second.copy(memory, first.length)
    return memory.subarray(0, length)
  }
}

function countLines(text: string, from: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Counted in bytes from line feeds: what is no valid UTF-8 has another length as text. */
function lastLines(bytes: Buffer, count: number): Buffer {
  let start = bytes.length
  for (let line = 0; line <= count && start > 0; line++) start = bytes.lastIndexOf(NEW_LINE, start - 1)
  return bytes.subarray(start + 1)
}
