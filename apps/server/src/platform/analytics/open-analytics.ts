import { join } from 'node:path'
import type { Analytics } from './analytics.ts'
import { openChdb } from './chdb.ts'
import { openClickHouse } from './clickhouse.ts'
import { embeddedTarget, migrateAnalytics, serverTarget } from './migrate.ts'

export type AnalyticsLocation =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'clickhouse'; readonly url: string }

/** Opens the analytics store, embedded or a ClickHouse server, and brings its schema up to date. */
export async function openAnalytics(location: AnalyticsLocation): Promise<Analytics> {
  const analytics = await (location.kind === 'embedded'
    ? openChdb(join(location.dataDir, 'analytics'))
    : openClickHouse(location.url))
  await migrateAnalytics(
    analytics,
    location.kind === 'embedded' ? embeddedTarget : serverTarget(location.url),
  )
  return analytics
}
