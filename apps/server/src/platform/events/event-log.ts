import type { EventRow } from './event-row.ts'
import type { WrittenRows } from './written-rows.ts'

/** The way into the log. */
export interface EventLog {
  /**
   * Resolves when every row is on disk. A row whose message id the project already has is left out: the first copy
   * wins, whatever else differs.
   *
   * @returns how many of them were new
   * @throws AppError `unavailable` where the store can't take them now; nothing may then be acknowledged
   */
  append(rows: readonly EventRow[]): Promise<number>
}

/** The same for rows that another thread has written. */
export interface WrittenRowsLog {
  /** @param rows when they are on disk, their memory is freed */
  appendWritten(rows: readonly WrittenRows[]): Promise<number>
}
