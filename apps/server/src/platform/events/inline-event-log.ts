import { Counter } from 'prom-client'
import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { sql } from '../analytics/sql.ts'
import { AppError } from '../app-error.ts'
import type { DiskRoom } from '../disk-room.ts'
import type { EventLog, WrittenRowsLog } from './event-log.ts'
import { KnownMessageIds } from './known-message-ids.ts'
import { freeRows, numberRows, rowsOf, type WrittenRows, writeRows, writtenColumns } from './written-rows.ts'

interface Waiting {
  readonly written: readonly WrittenRows[]
  readonly rows: number
  resolve(added: number): void
  reject(error: unknown): void
}

/** One insert takes at most so many rows: enough to be quick, few enough that nobody waits long for it. */
const MOST_ROWS_A_COMMIT = 10_000
/**
 * Where senders already wait as a commit ends, there are many: the next commit begins so long after the last one did, or
 * when it has rows enough. An insert and the merges that follow it cost by the insert more than by the row. Who sends
 * alone never waits for this.
 */
const COMMIT_EVERY_MS = 100
const ENOUGH_ROWS_A_COMMIT = 1_000
/** Rows that may wait for the disk before senders are asked to come back: about 200 MB of memory. */
const MOST_ROWS_WAITING = 200_000

export interface InlineEventLog extends EventLog, WrittenRowsLog {
  /**
   * All rows up to this sequence number are on disk. A follower must not read past it: an insert into several
   * partitions shows them one by one, so a higher number may be seen before a lower one.
   */
  lastSeq(): number
  /** Calls back after each commit. */
  onCommit(listener: () => void): void
  /** Waits for what is being written. */
  close(): Promise<void>
}

const stored = new Counter({ name: 'events_stored_total', help: 'Events written to the log' })
/** With the one above, how many events share an insert: few of them a second, or small ones, tell a slow disk. */
const inserts = new Counter({ name: 'event_inserts_total', help: 'Inserts into the log' })

const Last = Type.Object({ last: Type.String() })

/**
 * The log of a single process: requests that arrive while one insert runs share the next (group commit), so the disk
 * is asked once for many. This process is the only writer, so it gives each row its sequence number.
 *
 * @param hasRoom says whether the disk has room for more; asked before each insert
 * @param onUnread told where the message ids of the log could not be read: each is then looked up until the next start
 */
export async function openInlineEventLog(
  analytics: Analytics,
  hasRoom: DiskRoom,
  onUnread: (error: unknown) => void = () => {},
): Promise<InlineEventLog> {
  const [newest] = await analytics.query(
    // The newest event may have been deleted.
    sql`SELECT greatest((SELECT max(seq) FROM events), (SELECT max(seq) FROM log_position)) AS last`,
    Last,
    { name: 'last_seq' },
  )
  const known = new KnownMessageIds(analytics)
  const listeners: (() => void)[] = []
  let committed = Number(newest?.last ?? 0)
  let given = committed
  let queue: Waiting[] = []
  let queued = 0
  let flushing: Promise<void> | undefined
  let onEnough = () => {}
  const loading = known.load(committed).catch(onUnread)

  const flush = async () => {
    for (let next = 0; queue.length > 0; ) {
      await enoughRows(next - performance.now())
      next = performance.now() + COMMIT_EVERY_MS
      const group = takeGroup()
      try {
        const added = await commit(group.flatMap(({ written }) => written))
        for (const { written, resolve } of group) {
          resolve(written.reduce((sum, each) => sum + (added.get(each) ?? 0), 0))
          freeRows(written)
        }
      } catch (cause) {
        const error = new AppError(
          'unavailable',
          'The events could not be stored. Send them again.',
          { retryAfter: 5 },
          cause,
        )
        for (const { reject } of group) reject(error)
      }
    }
    flushing = undefined
  }

  const enoughRows = (atMostMs: number): Promise<void> | undefined => {
    if (atMostMs <= 0 || queued >= ENOUGH_ROWS_A_COMMIT) return
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, atMostMs)
      onEnough = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const takeGroup = (): Waiting[] => {
    let rows = 0
    let end = 0
    for (const waiting of queue) {
      rows += waiting.rows
      if (end > 0 && rows > MOST_ROWS_A_COMMIT) break
      end++
    }
    const group = queue.slice(0, end)
    queue = queue.slice(end)
    queued -= group.reduce((sum, waiting) => sum + waiting.rows, 0)
    return group
  }

  /** @returns how many rows of each were new */
  const commit = async (written: readonly WrittenRows[]): Promise<ReadonlyMap<WrittenRows, number>> => {
    if (!(await hasRoom())) throw new Error('The disk is full.')
    const fresh = await known.onlyNew(rowsOf(written))
    const added = new Map<WrittenRows, number>()
    if (fresh.length === 0) return added
    for (const { among } of fresh) added.set(among, (added.get(among) ?? 0) + 1)
    const pieces = numberRows(fresh, given + 1)
    // Spent even if the insert fails: whether it reached the disk is then unknown, and no number is given twice.
    given += fresh.length
    await analytics.insertBinary('events', writtenColumns, pieces)
    committed = given
    stored.inc(fresh.length)
    inserts.inc()
    for (const listener of listeners) listener()
    return added
  }

  const takeIn = async (rows: number, write: () => readonly WrittenRows[]): Promise<number> => {
    if (rows === 0) return 0
    if (queued + rows > MOST_ROWS_WAITING) {
      throw new AppError('unavailable', 'More events arrive than the disk takes. Send these again shortly.', {
        retryAfter: 2,
      })
    }
    return new Promise((resolve, reject) => {
      queue.push({ written: write(), rows, resolve, reject })
      queued += rows
      if (queued >= ENOUGH_ROWS_A_COMMIT) onEnough()
      flushing ??= flush()
    })
  }

  return {
    append: (rows) => takeIn(rows.length, () => [writeRows(rows)]),
    appendWritten: (written) =>
      takeIn(
        written.reduce((sum, { messageIds }) => sum + messageIds.length, 0),
        () => written,
      ),
    lastSeq: () => committed,
    onCommit: (listener) => void listeners.push(listener),
    async close() {
      await loading
      await flushing
    },
  }
}
