import { createClient } from '@clickhouse/client'
import type { Analytics } from './analytics.ts'
import { clickHouseAnalytics } from './clickhouse-analytics.ts'
import { settingsOf } from './lane-settings.ts'

/** A ClickHouse server, by its HTTP interface. */
export function openClickHouse(url: string): Analytics {
  return clickHouseAnalytics((lane) => createClient({ url, clickhouse_settings: settingsOf(lane) }))
}
