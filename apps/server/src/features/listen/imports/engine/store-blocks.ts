import type { EventRow } from '../../../../platform/events/event-row.ts'
import type { BlockEnd } from '../reading/read-records.ts'
import { addTally, emptyTally, type Tally } from '../reading/tally.ts'
import { unpackRows } from './pack-rows.ts'
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
  append: (rows: readonly EventRow[]) => Promise<number>,
  onStored: (part: StoredPart) => Promise<void>,
): Promise<void> {
  const writing: (() => Promise<void>)[] = []
  let rows: EventRow[] = []
  let tally = emptyTally()
  let end: BlockEnd | undefined

  const write = () => {
    if (!end) return
    const part = { tally, end }
    const added = append(rows)
    // Heard below, when its turn comes; a failure before that is no unhandled one.
    added.catch(() => undefined)
    writing.push(async () => onStored({ ...part, added: await added }))
    rows = []
    tally = emptyTally()
    end = undefined
  }

  for await (const block of blocks) {
    for (const row of unpackRows(block.rows)) rows.push(row)
    addTally(tally, block.tally)
    end = block.end
    if (rows.length < ROWS_A_BATCH) continue
    write()
    if (writing.length >= BATCHES_AT_ONCE) await writing.shift()?.()
  }
  write()
  for (const next of writing) await next()
}
