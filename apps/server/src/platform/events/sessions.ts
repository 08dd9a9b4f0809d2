import { Type } from 'typebox'
import type { Analytics } from '../analytics/analytics.ts'
import { integer, moment, type Sql, sql, text, uint64, within } from '../analytics/sql.ts'
import type { IsoRange } from '../range.ts'
import { profileKey } from './profile-key.ts'

/** Minutes without an event after which a person's next event opens a session. */
const IDLE_MINUTES = 30
/**
 * How far before a range its sessions may have begun. A session that went on for longer without a pause of 30 minutes is
 * cut there; its id then names the cut.
 */
export const SESSION_LOOK_BACK_MS = 24 * 3_600_000

const Found = Type.Object({ found: Type.Integer() })
const Checked = Type.Object({ last: Type.String(), nameless: Type.String() })

/**
 * Number of the event up to which every event of a project is known to have a session id, or that one was seen without.
 * Looking at all of them takes as long as a report, and what was named once stays so: only what came since need be
 * looked at.
 */
const namedUpTo = new WeakMap<Analytics, Map<string, string>>()
const NOT_ALL = 'not all'

/**
 * Whether any event of a range came without a session id, so that sessions must be made out from idle time.
 *
 * @param about a condition on the event, for who asks only about sessions with such an event
 */
export async function needsIdleSessions(
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  about: Sql = sql`1`,
): Promise<boolean> {
  const known = namedUpTo.get(analytics) ?? new Map<string, string>()
  namedUpTo.set(analytics, known)
  const named = known.get(projectId) ?? '0'
  if (named !== NOT_ALL) {
    const [since] = await analytics.query(
      sql`SELECT max(seq) AS last, countIf(session_id = '') AS nameless FROM events
        WHERE project_id = ${text(projectId)} AND seq > ${uint64(named)}`,
      Checked,
      { name: 'sessions_named', project: projectId },
    )
    if (!since || since.nameless === '0') {
      if (since && since.last !== '0') known.set(projectId, since.last)
      return false
    }
    known.set(projectId, NOT_ALL)
  }
  const rows = await analytics.query(
    sql`SELECT 1 AS found FROM events
        WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND session_id = '' AND (${about}) LIMIT 1`,
    Found,
    { name: 'needs_idle_sessions', project: projectId },
  )
  return rows.length > 0
}

/** Where events are read from, and the expression that names an event's session there. */
export interface SessionSource {
  /** Follows `FROM`; all columns of `events` are in reach. */
  readonly from: Sql
  readonly session: Sql
}

/** Sessions as the senders named them: for ranges where every event has a session id. */
export const givenSessions: SessionSource = { from: sql`events`, session: sql`session_id` }

/**
 * Sessions as the senders named them, else by idle time: an event without an id belongs to the session of the person's
 * event without an id before it, unless 30 minutes passed between. The id is made from the person and the first event's
 * time, so it is the same each time it is asked for.
 *
 * @param only further condition on the events that are read: all those of some people, or none
 */
export function idleSessions(projectId: string, range: IsoRange, only: Sql = sql`1`): SessionSource {
  // Only the events without an id go through the sorting that windows need: where most have one, that is the cost.
  const from = sql`(
    SELECT *, session_id AS session FROM events WHERE ${reach(projectId, range)} AND (${only}) AND session_id != ''
    UNION ALL
    SELECT * FROM (${madeSessions(projectId, range, sql`events WHERE (${only})`)})
  )`
  return { from, session: sql`session` }
}

/**
 * The events without a session id, with the `session` that {@link idleSessions} gives them.
 *
 * @param events what follows `FROM`, with a condition; further ones are added: all the events of some people, or none
 */
export function madeSessions(projectId: string, range: IsoRange, events: Sql): Sql {
  const idleMs = IDLE_MINUTES * 60_000
  return sql`SELECT * EXCEPT (session_person, at, opens), concat('idle-', lower(hex(session_person)), '-', toString(
      maxIf(at, opens) OVER (PARTITION BY session_person ORDER BY ts, seq))) AS session
    FROM (
      SELECT *, toUnixTimestamp64Milli(ts) AS at,
        at - lagInFrame(at, 1, at - ${integer(idleMs + 1)}) OVER (
          PARTITION BY session_person ORDER BY ts, seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) > ${integer(idleMs)} AS opens
      FROM (
        SELECT *, ${profileKey()} AS session_person FROM ${events} AND ${reach(projectId, range)} AND session_id = ''
      )
    )`
}

/** Events of a range, and before it so far as its sessions may have begun. */
function reach(projectId: string, { from, to }: IsoRange): Sql {
  const since = new Date(
    Math.max(Date.parse(from) - SESSION_LOOK_BACK_MS, Date.UTC(1900, 0, 2)),
  ).toISOString()
  return sql`project_id = ${text(projectId)} AND ts >= ${moment(since)} AND ts < ${moment(to)}`
}

/**
 * The cheapest source that names every session of a range, or every one with an event that `about` is true of. The other
 * events without a session id may then seem to be one session of their person.
 */
export async function sessionsOf(
  analytics: Analytics,
  projectId: string,
  range: IsoRange,
  about?: Sql,
): Promise<SessionSource> {
  return (await needsIdleSessions(analytics, projectId, range, about))
    ? idleSessions(projectId, range)
    : givenSessions
}
