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
/** The log is kept by month, and each month of an insert costs about as much as 2,500 rows: a file that is not in order of time goes in larger pieces. */
const ROWS_A_MONTH = 2500
const MOST_ROWS_A_BATCH = 48_000
/** About what a batch holds of text; two of them are in memory. */
const MOST_CHARACTERS_A_BATCH = 8_000_000
const MONTH_MS = 2_629_800_000
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
  let characters = 0
  const months = new Set<number>()
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
    characters = 0
    months.clear()
    tally = emptyTally()
    end = undefined
  }

  for await (const block of blocks) {
    for (const row of unpackRows(block.rows)) {
      rows.push(row)
      characters += row.properties.length + row.context.length + row.url.length
      months.add(Math.floor(row.ts / MONTH_MS))
    }
    addTally(tally, block.tally)
    end = block.end
    const enough = Math.min(MOST_ROWS_A_BATCH, Math.max(ROWS_A_BATCH, months.size * ROWS_A_MONTH))
    if (rows.length < enough && characters < MOST_CHARACTERS_A_BATCH) continue
    write()
    if (writing.length >= BATCHES_AT_ONCE) await writing.shift()?.()
  }
  write()
  for (const next of writing) await next()
}
