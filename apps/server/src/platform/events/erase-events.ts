import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { type Sql, sql } from '../analytics/sql.ts'

const Part = Type.Object({ table: Type.String() })

/**
 * Deletes events for good. They are gone from every query when this resolves; {@link purgeErased} frees the disk of them.
 *
 * The highest sequence number is noted first: it may be that of an event that goes, and no number is given twice.
 */
export async function eraseEvents(analytics: Analytics, where: Sql): Promise<void> {
  const tags = { name: 'erase_events' }
  await analytics.command(sql`INSERT INTO log_position (seq) SELECT max(seq) FROM events`, tags, 'background')
  await analytics.command(sql`DELETE FROM events WHERE ${where}`, tags, 'background')
}

/** Rewrites the parts of the log that still hold deleted events. @returns whether there were any */
export async function purgeErased(analytics: Analytics): Promise<boolean> {
  const tags = { name: 'purge_erased_events' }
  const parts = await analytics.query(
    sql`SELECT DISTINCT table FROM system.parts
        WHERE database = currentDatabase() AND table = 'events' AND active AND has_lightweight_delete`,
    Part,
    tags,
    'background',
  )
  if (parts.length === 0) return false
  await analytics.command(
    sql`ALTER TABLE events APPLY DELETED MASK SETTINGS mutations_sync = 2`,
    tags,
    'background',
  )
  return true
}
