import { mkdirSync } from 'node:fs'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import type { Analytics } from './analytics.ts'
import { clickHouseAnalytics } from './clickhouse-analytics.ts'
import { settingsOf } from './lane-settings.ts'

/** ClickHouse inside this process, on a folder that no other process may have open. */
export function openChdb(path: string): Analytics {
  mkdirSync(path, { recursive: true })
  return clickHouseAnalytics((lane) =>
    createClient({ connection: createChdbConnection({ path }), clickhouse_settings: settingsOf(lane) }),
  )
}
