import type { BinaryColumn } from '../analytics/analytics.ts'
import { type EventRow, eventColumns } from './event-row.ts'
import type { MessageKey } from './known-message-ids.ts'

/**
 * Rows as the engine takes them in: RowBinary, each led by room for its sequence number. Half the engine's work and half
 * of ours compared with JSON, and it goes from thread to thread without being copied.
 */
export interface WrittenRows {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each row ends. */
  readonly ends: Uint32Array<ArrayBuffer>
  readonly projectIds: readonly string[]
  readonly messageIds: readonly string[]
}

/** A row among written ones. */
export interface WrittenRow extends MessageKey {
  readonly among: WrittenRows
  readonly index: number
}

/** The columns of written rows, in their order. */
export const writtenColumns: readonly BinaryColumn[] = [
  { name: 'seq', type: 'UInt64' },
  ...eventColumns.map((name) => ({ name, type: typeOf(name) })),
]

function typeOf(name: keyof EventRow): BinaryColumn['type'] {
  if (name === 'ts' || name === 'received_at') return "DateTime64(3, 'UTC')"
  return name === 'person_key' ? 'UInt64' : 'String'
}

/** Writes rows; their numbers come later, by {@link numberRows}. */
export function writeRows(rows: readonly EventRow[]): WrittenRows {
  const ends = new Uint32Array(rows.length)
  at = 0
  for (const [index, row] of rows.entries()) {
    writeInteger(0)
    for (const name of eventColumns) {
      const value = row[name]
      if (typeof value === 'number') writeInteger(value)
      else if (name === 'person_key') writeKey(value)
      else writeText(value)
    }
    ends[index] = at
  }
  return {
    bytes: new Uint8Array(scratch.subarray(0, at)),
    ends,
    projectIds: rows.map(({ project_id }) => project_id),
    messageIds: rows.map(({ message_id }) => message_id),
  }
}

/** Each row of several written ones. */
export const rowsOf = (written: readonly WrittenRows[]): WrittenRow[] =>
  written.flatMap((among) =>
    among.messageIds.map((message_id, index) => ({
      project_id: among.projectIds[index] as string,
      message_id,
      among,
      index,
    })),
  )

/**
 * Gives rows the numbers from `first` on.
 *
 * @returns their bytes, in order, in as few pieces as they lie in
 */
export function numberRows(rows: readonly WrittenRow[], first: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let piece: { among: WrittenRows; start: number; end: number } | undefined
  const close = () => {
    if (piece) pieces.push(piece.among.bytes.subarray(piece.start, piece.end))
  }
  let seq = first
  for (const { among, index } of rows) {
    const start = index === 0 ? 0 : (among.ends[index - 1] as number)
    const end = among.ends[index] as number
    setInteger(among.bytes, start, seq++)
    if (piece?.among === among && piece.end === start) piece.end = end
    else {
      close()
      piece = { among, start, end }
    }
  }
  close()
  return pieces
}

/**
 * Gives the memory of rows back at once. Left to be collected, it would have the whole heap searched for garbage every
 * 30,000 rows.
 */
export function freeRows(written: readonly WrittenRows[]): void {
  for (const { bytes } of written) if (!bytes.buffer.detached) bytes.buffer.transfer(0)
}

/** Rows are written here one after the other and copied out together: nothing waits between the two. */
let scratch = Buffer.allocUnsafeSlow(2 ** 20)
let at = 0

function makeRoom(bytes: number): void {
  if (at + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + bytes))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** A text of so many characters is mostly ASCII, and written by hand before a call into the runtime would have begun. */
const SHORT = 40

function writeText(text: string): void {
  const characters = text.length
  makeRoom(characters * 3 + 5)
  if (characters > SHORT || !writeAscii(text)) writeUtf8(text)
}

function writeAscii(text: string): boolean {
  const characters = text.length
  let end = at + 1
  for (let index = 0; index < characters; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) return false
    scratch[end++] = code
  }
  scratch[at] = characters
  at = end
  return true
}

function writeUtf8(text: string): void {
  // Where the length takes more bytes than that of an ASCII text would, the text has to move.
  const expected = lengthSize(text.length)
  const bytes = scratch.write(text, at + expected)
  const needed = lengthSize(bytes)
  if (needed !== expected) scratch.copyWithin(at + needed, at + expected, at + expected + bytes)
  let rest = bytes
  for (; rest > 0x7f; rest >>>= 7) scratch[at++] = (rest & 0x7f) | 0x80
  scratch[at++] = rest
  at += bytes
}

const lengthSize = (length: number): number =>
  length < 2 ** 7 ? 1 : length < 2 ** 14 ? 2 : length < 2 ** 21 ? 3 : length < 2 ** 28 ? 4 : 5

function writeInteger(value: number): void {
  makeRoom(8)
  setInteger(scratch, at, value)
  at += 8
}

function writeKey(digits: string): void {
  makeRoom(8)
  scratch.writeBigUInt64LE(BigInt(digits), at)
  at += 8
}

/** 64 bits, the lowest first; negative ones as two's complement. */
function setInteger(bytes: Uint8Array, start: number, value: number): void {
  const high = Math.floor(value / 2 ** 32)
  let low = value - high * 2 ** 32
  let rest = high
  for (let index = start; index < start + 4; index++) {
    bytes[index] = low
    low >>>= 8
    bytes[index + 4] = rest
    rest >>= 8
  }
}
