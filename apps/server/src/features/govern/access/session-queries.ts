import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text } from '../../../platform/analytics/sql.ts'

/** Times of the first and the last event of a project, ISO 8601. */
export interface Extent {
  readonly first: string
  readonly last: string
}

const ExtentRow = Type.Object(
  { events: Type.String(), first_ms: Type.String(), last_ms: Type.String() },
  { additionalProperties: false },
)

export const extentSql = (projectId: string): Sql => sql`SELECT
  count() AS events,
  toUnixTimestamp64Milli(min(ts)) AS first_ms,
  toUnixTimestamp64Milli(max(ts)) AS last_ms
FROM events
WHERE project_id = ${text(projectId)}`

/** Undefined while the project has no event. */
export async function readExtent(analytics: Analytics, projectId: string): Promise<Extent | undefined> {
  const [row] = await analytics.query(extentSql(projectId), ExtentRow, {
    name: 'project_extent',
    project: projectId,
  })
  if (!row || row.events === '0') return undefined
  return {
    first: new Date(Number(row.first_ms)).toISOString(),
    last: new Date(Number(row.last_ms)).toISOString(),
  }
}
