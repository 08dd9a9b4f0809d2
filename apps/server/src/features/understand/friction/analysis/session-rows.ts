import { RowBinaryReader } from './row-binary-reader.ts'
import type { SessionRow } from './session-builder.ts'
import { attributeNames } from './session-table.ts'

/** The sessions of a reading of the log, one after the other; `trailsSql` says what their bytes hold. */
export function* sessionRows(bytes: Buffer): Generator<SessionRow> {
  const reader = new RowBinaryReader(bytes)
  while (!reader.atEnd) {
    yield {
      id: reader.text(),
      profile: reader.uint64(),
      start: reader.int64(),
      attributes: attributeNames.map(() => reader.text()),
      currency: reader.text(),
      steps: list(reader, () => ({
        at: reader.uint32(),
        step: reader.uint8(),
        amount: reader.float64(),
        page: reader.uint32(),
      })),
      pages: list(reader, () => ({ at: reader.uint32(), page: reader.uint32() })),
      signals: list(reader, () => ({
        at: reader.uint32(),
        signal: reader.uint16(),
        page: reader.uint32(),
        element: reader.uint32(),
        detail: reader.uint32(),
      })),
    }
  }
}

/**
 * The rows of some people, as they are.
 *
 * @param isMeant asked with each row's profile
 * @throws RangeError where the bytes are no such rows
 */
export function rowsOfSome(bytes: Buffer, isMeant: (profile: bigint) => boolean): Buffer {
  const reader = new RowBinaryReader(bytes)
  const rows: Buffer[] = []
  let from = 0
  while (!reader.atEnd) {
    const start = reader.at
    reader.skip(reader.length())
    const isOne = isMeant(reader.uint64())
    reader.skip(TIME_BYTES)
    for (let texts = attributeNames.length + 1; texts > 0; texts--) reader.skip(reader.length())
    for (const bytesOfItem of LIST_ITEM_BYTES) reader.skip(reader.length() * bytesOfItem)
    if (isOne) continue
    rows.push(bytes.subarray(from, start))
    from = reader.at
  }
  if (reader.at !== bytes.length) throw new RangeError('The last row of a reading is cut off.')
  return Buffer.concat([...rows, bytes.subarray(from)])
}

const TIME_BYTES = 8
/** Of one step, one page, one signal. */
const LIST_ITEM_BYTES = [17, 8, 18] as const

function list<T>(reader: RowBinaryReader, item: () => T): T[] {
  const items: T[] = []
  for (let left = reader.length(); left > 0; left--) items.push(item())
  return items
}
