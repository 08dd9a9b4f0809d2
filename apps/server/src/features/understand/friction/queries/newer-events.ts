import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, uint64, within } from '../../../../platform/analytics/sql.ts'
import type { IsoRange } from '../../../../platform/range.ts'

const Found = Type.Object({ found: Type.Integer() })

/** A row where an event of the range came after the one with this number. */
export const newerEventsSql = (projectId: string, range: IsoRange, seq: number): Sql =>
  sql`SELECT 1 AS found FROM events
WHERE project_id = ${text(projectId)} AND seq > ${uint64(String(seq))} AND ${within(sql`ts`, range)} LIMIT 1`

/** Whether events of a range came after one of the log. */
export async function hasNewerEvents(
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  seq: number,
): Promise<boolean> {
  const rows = await analytics.query(newerEventsSql(projectId, range, seq), Found, {
    name: 'friction_newer_events',
    project: projectId,
  })
  return rows.length > 0
}
