import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Analytics } from '../platform/analytics/analytics.ts'
import { openAnalytics } from '../platform/analytics/open-analytics.ts'
import { startClickHouseDouble } from './clickhouse-double.ts'

export interface OpenedEngine {
  readonly analytics: Analytics
  close(): Promise<void>
}

/**
 * The engines behind the analytics port, each opened empty and with its schema. One at a time in a process.
 *
 * @example describe.each(analyticsEngines)('the store on $name', ({ open }) => …)
 */
export const analyticsEngines = [
  { name: 'the embedded engine', open: openEmbedded },
  { name: 'a ClickHouse server', open: openServed },
] as const

async function openEmbedded(): Promise<OpenedEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-analytics-'))
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  return {
    analytics,
    async close() {
      await analytics.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

async function openServed(): Promise<OpenedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-clickhouse-'))
  const double = await startClickHouseDouble(folder)
  const analytics = await openAnalytics({ kind: 'clickhouse', url: double.url })
  return {
    analytics,
    async close() {
      await analytics.close()
      await double.close()
      await rm(folder, { recursive: true })
    },
  }
}
