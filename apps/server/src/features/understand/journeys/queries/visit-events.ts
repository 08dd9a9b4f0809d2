import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, join, moment, type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'

/** A visit is made where a person themself is: what a server sends, or a message, is part of none. */
export const onVisit = sql`channel IN ('web', 'ios', 'android', 'store')`

/** Minutes without an event after which the next event of a visit without a session id opens another. */
const IDLE_MINUTES = 30

/** Which events to read, and what of them. */
export interface Reading {
  readonly projectId: string
  /** Not included; ISO 8601. */
  readonly to: string
  /** Condition on rows of `events`: whose; about the person alone. */
  readonly people: Sql
  /** Condition on rows of `events`: which of theirs. */
  readonly where: Sql
  /** Whether visits must be made out from idle time for events without a session id. */
  readonly idle: boolean
  /**
   * Condition on the events whose JSON is needed; undefined for none. The JSON is most of the bytes of an event, so it is
   * read for as few as possible.
   */
  readonly withJson: Sql | undefined
}

/**
 * Events with all their columns, and `profile`, and `visit` (a 32-bit name of the visit within the person's, 0 for none).
 * `properties` and `context` are empty where `withJson` does not ask for them.
 */
export function visitEvents({ projectId, to, people, where, idle, withJson }: Reading): Sql {
  const read = sql`project_id = ${text(projectId)} AND ts < ${moment(to)} AND ${ofEvent('*')} AND ${people}`
  const given = idle ? sql`(session_id != '' OR NOT ${onVisit})` : sql`1`
  const named = sql`if(session_id = '', toUInt32(0), toUInt32(cityHash64(session_id) % 4294967295 + 1)) AS visit`
  const bare = sql`SELECT * REPLACE ('' AS properties, '' AS context), ${profileKey()} AS profile, ${named} FROM events WHERE ${read} AND ${where} AND ${given}`
  const full = sql`SELECT *, ${profileKey()} AS profile, ${named} FROM events WHERE ${read} AND ${where} AND ${given}`
  const parts = withJson ? [sql`${bare} AND NOT (${withJson})`, sql`${full} AND (${withJson})`] : [bare]
  if (idle) parts.push(sql`SELECT * FROM (${idleVisits(read)}) WHERE ${where}`)
  return join(parts, sql`\n  UNION ALL `)
}

/**
 * Visits of events without a session id: as long as no 30 minutes pass between two of them. All such events are needed,
 * not only those asked for: each one tells whether the next begins a visit.
 */
const idleVisits = (read: Sql): Sql => sql`SELECT * EXCEPT (at, opens),
    toUInt32(cityHash64(maxIf(at, opens) OVER (PARTITION BY profile ORDER BY ts, seq)) % 4294967295 + 1) AS visit
  FROM (
    SELECT *, ${profileKey()} AS profile, toUnixTimestamp64Milli(ts) AS at,
      at - lagInFrame(at, 1, at - ${integer(IDLE_MINUTES * 60_000 + 1)}) OVER (
        PARTITION BY profile ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > ${integer(IDLE_MINUTES * 60_000)} AS opens
    FROM events WHERE ${read} AND session_id = '' AND ${onVisit}
  )`

const Found = Type.Object({ found: Type.Integer() })

/** Whether any event of a visit came without a session id. */
export async function hasIdleVisits(analytics: Analytics, projectId: string, to: string): Promise<boolean> {
  const rows = await analytics.query(
    sql`SELECT 1 AS found FROM events
        WHERE project_id = ${text(projectId)} AND ts < ${moment(to)} AND session_id = '' AND ${onVisit}
          AND ${ofEvent('*')} LIMIT 1`,
    Found,
    { name: 'has_idle_visits', project: projectId },
  )
  return rows.length > 0
}

const Presence = Type.Object({ shop: Type.Integer(), app: Type.Integer() })

/** Whether a project has events of a shop and of an app. */
export async function eventsPresent(
  analytics: Analytics,
  projectId: string,
  shop: readonly string[],
  app: readonly string[],
): Promise<{ shop: boolean; app: boolean }> {
  const [row] = await analytics.query(
    sql`SELECT max(event IN ${texts(shop)}) AS shop, max(event IN ${texts(app)}) AS app
        FROM events WHERE project_id = ${text(projectId)}`,
    Presence,
    { name: 'events_present', project: projectId },
  )
  return { shop: row?.shop === 1, app: row?.app === 1 }
}
