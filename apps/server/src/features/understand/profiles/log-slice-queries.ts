import { integer, type Sql, sql, text, uint64, uint64s } from '../../../platform/analytics/sql.ts'

/**
 * A part of the log that a projection reads at once: by sequence as the log is followed; by person key as it is read
 * again from the start, since that is how it lies on the disk; by some keys alone, where events of theirs were deleted.
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
  | {
      readonly by: 'keys'
      readonly projectId: string
      readonly keys: readonly string[]
      readonly upTo: number
      readonly except: readonly number[]
    }

/** The slice as a condition on `events`. */
export function rowsOf(slice: LogSlice): Sql {
  if (slice.by === 'seq') return sql`seq > ${integer(slice.after)} AND seq <= ${integer(slice.upTo)}`
  const whose =
    slice.by === 'person'
      ? sql`person_key >= ${uint64(slice.from)} AND person_key <= ${uint64(slice.to)}`
      : sql`project_id = ${text(slice.projectId)} AND person_key IN ${uint64s(slice.keys)}`
  return sql`${whose} AND seq <= ${integer(slice.upTo)} AND seq NOT IN ${uint64s(slice.except.map(String))}`
}

/** All person keys in ranges of one length: keys are hashes, so each range has about as many events. */
export function personRanges(count: number): { from: string; to: string }[] {
  const width = 2n ** 64n / BigInt(count)
  return Array.from({ length: count }, (_, at) => ({
    from: (width * BigInt(at)).toString(),
    to: (at === count - 1 ? 2n ** 64n - 1n : width * BigInt(at + 1) - 1n).toString(),
  }))
}
