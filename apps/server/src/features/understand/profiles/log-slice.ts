import { integer, type Sql, sql, uint64 } from '../../../platform/analytics/sql.ts'

/**
 * A part of the log that a projection reads at once: by sequence as the log is followed; by person key as it is read
 * again from the start, since that is how it lies on the disk.
 */
export type LogSlice =
  | { readonly by: 'seq'; readonly after: number; readonly upTo: number }
  | { readonly by: 'person'; readonly from: string; readonly to: string; readonly upTo: number }

/** The slice as a condition on `events`. Words are about people, not by them: they count as nobody's event. */
export const eventsOf = (slice: LogSlice): Sql => sql`${rowsOf(slice)} AND type NOT IN ('merge', 'unmerge')`

/** The slice with the words in it. */
export const rowsOf = (slice: LogSlice): Sql =>
  slice.by === 'seq'
    ? sql`seq > ${integer(slice.after)} AND seq <= ${integer(slice.upTo)}`
    : sql`person_key >= ${uint64(slice.from)} AND person_key <= ${uint64(slice.to)} AND seq <= ${integer(slice.upTo)}`
