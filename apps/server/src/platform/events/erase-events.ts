import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { type Sql, sql, tableName } from '../analytics/sql.ts'

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

/**
 * Rewrites what still holds deleted rows on the disk: of the log, and of what was drawn from it.
 *
 * @returns the tables that had any
 */
export async function purgeErased(analytics: Analytics): Promise<string[]> {
  const tags = { name: 'purge_erased_rows' }
  const parts = await analytics.query(
    sql`SELECT DISTINCT table FROM system.parts
        WHERE database = currentDatabase() AND active AND has_lightweight_delete ORDER BY table`,
    Part,
    tags,
    'background',
  )
  for (const { table } of parts)
    await analytics.command(
      sql`ALTER TABLE ${tableName(table)} APPLY DELETED MASK SETTINGS mutations_sync = 2`,
      tags,
      'background',
    )
  return parts.map(({ table }) => table)
}
