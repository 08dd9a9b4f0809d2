import { mkdirSync } from 'node:fs'
import { type ClickHouseClientConfigOptions, createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import type { Analytics } from './analytics.ts'
import { clickHouseAnalytics } from './clickhouse-analytics.ts'
import { settingsOf } from './lane-settings.ts'

/** ClickHouse inside this process, on a folder that no other process may have open. */
export function openChdb(path: string): Analytics {
  mkdirSync(path, { recursive: true })
  return clickHouseAnalytics((lane) =>
    createClient({ connection: connect(path), clickhouse_settings: settingsOf(lane) }),
  )
}

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>

/** chDB is typed by its own copy of the client's interfaces, which differs from the client's in optional fields only. */
const connect = (path: string): Connection => createChdbConnection({ path }) as unknown as Connection
