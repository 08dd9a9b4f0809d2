import type { ImportMapping } from '@throughline/contract/imports'
import type { WrittenRows } from '../../../../platform/events/written-rows.ts'
import type { FileContent } from '../reading/content.ts'
import type { BlockEnd, Position } from '../reading/read-records.ts'
import type { Tally } from '../reading/tally.ts'

/** What the reading thread is to read. */
export interface ReadingOrder {
  readonly file: FileContent
  readonly mapping: ImportMapping
  readonly columns: readonly string[]
  /** What tells this file's rows from those of others. */
  readonly source: string
  readonly addressKey: string
  readonly projectId: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** Everything before is stored. */
  readonly from: Position
  /** A dry run needs no rows, only what became of them. */
  readonly withRows: boolean
}

/** A part of the file that was read. */
export interface ReadBlock {
  readonly rows: WrittenRows
  /** Of which the rows are, counted from 1970. */
  readonly months: readonly number[]
  readonly tally: Tally
  readonly end: BlockEnd
}

export type FromThread =
  | { readonly kind: 'block'; readonly block: ReadBlock }
  | { readonly kind: 'end' }
  /** `isOfFile`: the text is for the person whose file it is; else it is a bug of ours. */
  | { readonly kind: 'failed'; readonly message: string; readonly isOfFile: boolean }

/** So many blocks are read ahead; the thread waits until one is taken. */
export const BLOCKS_AHEAD = 2
