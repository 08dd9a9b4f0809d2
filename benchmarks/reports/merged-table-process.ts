import type { Analytics } from '../../apps/server/src/platform/analytics/analytics.ts'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { Sql, sql } from '../../apps/server/src/platform/analytics/sql.ts'
import { profileKey } from '../../apps/server/src/platform/events/profile-key.ts'
import { migrationFiles } from '../../apps/server/src/platform/migration-files.ts'
import { answerQuestions } from '../child-questions.ts'

const tags = { name: 'make_merged_table' }

answerQuestions(async ({ dataDir }: { dataDir: string }): Promise<boolean> => {
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  try {
    await makeMergedTable(analytics)
    return true
  } finally {
    await analytics.close()
  }
})

/**
 * `merged_events`: all events with all their columns, already merged, so that its `person_key` is the profile's and its
 * order is by profile. What a hand-written query would want to read, if merges never changed.
 */
async function makeMergedTable(analytics: Analytics): Promise<void> {
  await analytics.command(new Sql([mergedTableDdl()], []), tags)
  await analytics.command(
    sql`INSERT INTO merged_events (${columns}) SELECT ${selected} FROM events
        SETTINGS max_threads = 1, max_block_size = 8192, min_insert_block_size_rows = 50000,
          min_insert_block_size_bytes = 50000000`,
    tags,
    'ingest',
  )
  // Settled like the log that it is compared with.
  for (const table of [sql`events`, sql`merged_events`])
    await analytics.command(sql`OPTIMIZE TABLE ${table}`, tags, 'ingest')
}

const names =
  'seq, message_id, ts, user_id, anonymous_id, email, phone, card, previous_id, group_id, session_id, project_id, type, event, received_at, channel, arrival, campaign_source, campaign_medium, campaign_name, referrer, device_type, browser, browser_version, os, os_version, country, url, path, properties, context'
const columns = new Sql([`${names}, person_key`], [])
const selected = sql`${new Sql([names], [])}, ${profileKey()}`

/** The log's own definition under another name. */
function mergedTableDdl(): string {
  const [first] = migrationFiles('analytics')
  const ddl = first?.sql
    .replace(/^--.*$/gm, '')
    .replaceAll(/\{\{\w+\}\}/g, '')
    .replace('EXISTS events', 'EXISTS merged_events')
    .trim()
    .replace(/;$/, '')
  if (!ddl?.includes('merged_events'))
    throw new Error('The first migration of the analytics store makes no events.')
  return ddl
}
