import { join } from 'node:path'
import type { Config } from './config.ts'
import { openAnalytics } from './platform/analytics/open-analytics.ts'
import { openState } from './platform/state/open-state.ts'

/** Side by side: opening the stores is the better part of the time that a start takes. */
export async function openStores({
  dataDir,
  clickhouseUrl,
  postgresUrl,
}: Pick<Config, 'dataDir' | 'clickhouseUrl' | 'postgresUrl'>) {
  const [analytics, state] = await Promise.all([
    openAnalytics(clickhouseUrl ? { kind: 'clickhouse', url: clickhouseUrl } : { kind: 'embedded', dataDir }),
    openState(
      postgresUrl
        ? { kind: 'postgres', url: postgresUrl }
        : { kind: 'embedded', dataDir: join(dataDir, 'state') },
    ),
  ])
  return { analytics, state }
}
