import { integer, type Sql, sql, uint64, uint64s } from '../../../platform/analytics/sql.ts'

/**
 * A part of the log that a projection reads at once: by sequence as the log is followed; by person key as it is read
 * again from the start, since that is how it lies on the disk.
 */
export type LogSlice =
  | { readonly by: 'seq'; readonly after: number; readonly upTo: number }
  | {
      readonly by: 'person'
      readonly from: string
      readonly to: string
      readonly upTo: number
      /** Sequence numbers of events that were set aside. */
      readonly except: readonly number[]
    }

/** The slice as a condition on `events`. */
export const rowsOf = (slice: LogSlice): Sql =>
  slice.by === 'seq'
    ? sql`seq > ${integer(slice.after)} AND seq <= ${integer(slice.upTo)}`
    : sql`person_key >= ${uint64(slice.from)} AND person_key <= ${uint64(slice.to)} AND seq <= ${integer(slice.upTo)}
        AND seq NOT IN ${uint64s(slice.except.map(String))}`

/** All person keys in ranges of one length: keys are hashes, so each range has about as many events. */
export function personRanges(count: number): { from: string; to: string }[] {
  const width = 2n ** 64n / BigInt(count)
  return Array.from({ length: count }, (_, at) => ({
    from: (width * BigInt(at)).toString(),
    to: (at === count - 1 ? 2n ** 64n - 1n : width * BigInt(at + 1) - 1n).toString(),
  }))
}
