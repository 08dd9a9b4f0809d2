import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Analytics } from '../platform/analytics/analytics.ts'
import { openAnalytics } from '../platform/analytics/open-analytics.ts'
import type { EventRow } from '../platform/events/event-row.ts'

/** An embedded analytics store in a folder of its own, for tests of queries. */
export interface EventStore {
  readonly analytics: Analytics
  /** Writes events in the order given. */
  write(rows: readonly EventRow[]): Promise<void>
  close(): Promise<void>
}

/** Opens an empty store. */
export async function openEventStore(): Promise<EventStore> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-events-'))
  const analytics = await openAnalytics({ kind: 'embedded', dataDir: folder })
  let seq = 0
  return {
    analytics,
    async write(rows) {
      const [first] = rows
      if (!first) return
      const columns = Object.keys(first) as (keyof EventRow)[]
      await analytics.insert(
        'events',
        ['seq', ...columns],
        rows.map((row) => [++seq, ...columns.map((column) => row[column])]),
        { name: 'test' },
      )
    },
    async close() {
      await analytics.close()
      rmSync(folder, { recursive: true })
    },
  }
}
