import type { WrittenRows } from '../../../../platform/events/written-rows.ts'
import type { BlockEnd } from '../reading/read-records.ts'
import { addTally, emptyTally, type Tally } from '../reading/tally.ts'
import type { ReadBlock } from './reading-order.ts'

/** A part of the file that is in the log. */
export interface StoredPart {
  readonly tally: Tally
  readonly end: BlockEnd
  /** Events that the log did not have before. */
  readonly added: number
}

/** Enough for an insert to be quick, few enough that live events beside it don't wait long. */
const ROWS_A_BATCH = 8000
/** The log is kept by month, and each month of an insert costs about as much as 2,500 rows: a file that is not in order of time goes in larger pieces. */
const ROWS_A_MONTH = 2500
const MOST_ROWS_A_BATCH = 48_000
/** Two batches are in memory. */
const MOST_BYTES_A_BATCH = 12_000_000
/** One is written while the next is made ready. */
const BATCHES_AT_ONCE = 2

/**
 * Appends the rows of a file to the log, in order, and reports each part when it is on disk.
 *
 * @param append gives the number of new rows
 * @param onStored called for one part after the other
 */
export async function storeBlocks(
  blocks: AsyncIterable<ReadBlock>,
  append: (rows: readonly WrittenRows[]) => Promise<number>,
  onStored: (part: StoredPart) => Promise<void>,
): Promise<void> {
  const writing: (() => Promise<void>)[] = []
  let written: WrittenRows[] = []
  let rows = 0
  let bytes = 0
  const months = new Set<number>()
  let tally = emptyTally()
  let end: BlockEnd | undefined

  const write = () => {
    if (!end) return
    const part = { tally, end }
    const added = append(written)
    // Heard below, when its turn comes; a failure before that is no unhandled one.
    added.catch(() => undefined)
    writing.push(async () => onStored({ ...part, added: await added }))
    written = []
    rows = 0
    bytes = 0
    months.clear()
    tally = emptyTally()
    end = undefined
  }

  for await (const block of blocks) {
    written.push(block.rows)
    rows += block.rows.ends.length
    bytes += block.rows.bytes.length
    for (const month of block.months) months.add(month)
    addTally(tally, block.tally)
    end = block.end
    const enough = Math.min(MOST_ROWS_A_BATCH, Math.max(ROWS_A_BATCH, months.size * ROWS_A_MONTH))
    if (rows < enough && bytes < MOST_BYTES_A_BATCH) continue
    write()
    if (writing.length >= BATCHES_AT_ONCE) await writing.shift()?.()
  }
  write()
  for (const next of writing) await next()
}
