import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { jsonText } from '../../../../platform/events/event-fields.ts'
import {
  atPlace,
  type EvidenceQuestion,
  inAffectedSession,
  ofAffectedPeople,
  whileItLasted,
} from './affected-events.ts'

const MOST_REQUESTS = 10

const Row = Type.Object({ url: Type.String(), status: Type.String(), sessions: Type.Integer() })

export type RequestRow = Static<typeof Row>

/** Failing requests of the affected sessions at the finding's place, by address and status, most sessions first. */
export function requestsSql(of: EvidenceQuestion): Sql {
  const said = (name: string) => sql`ifNull(${jsonText(sql`properties`, [name])}, '')`
  return sql`SELECT url, status, toUInt32(uniqExact(session)) AS sessions
FROM (
  SELECT ${said('url')} AS url, ${said('status')} AS status, if(session_id = '', toString(person_key), session_id) AS session
  FROM events
  WHERE ${whileItLasted(of)} AND event = 'Request Failed' AND ${ofAffectedPeople(of)}
    AND ${inAffectedSession(of)} AND ${atPlace(of.path)}
)
GROUP BY url, status
ORDER BY sessions DESC, url, status
LIMIT ${integer(MOST_REQUESTS)}`
}

export const readRequests = (analytics: Analytics, of: EvidenceQuestion): Promise<RequestRow[]> =>
  analytics.query(requestsSql(of), Row, { name: 'friction_requests', project: of.projectId })
