import { type EventView, eventTypes } from '@throughline/contract/event'
import { type Static, Type } from 'typebox'
import type { Analytics, Lane } from '../analytics/analytics.ts'
import { sql, uint64s } from '../analytics/sql.ts'
import { profileIdOf } from './person-key.ts'
import { profileKey } from './profile-key.ts'
import { madeSessions } from './sessions.ts'

/** Columns of `events` that an event's public form is made from. */
export const eventViewColumns = sql`seq, message_id, type, event, toUnixTimestamp64Milli(ts) AS ms,
  toUnixTimestamp64Milli(received_at) AS received_ms, anonymous_id, user_id, toString(person_key) AS person, ${profileKey()} AS profile,
  session_id, channel, properties, context`

export const EventViewRow = Type.Object({
  seq: Type.String(),
  message_id: Type.String(),
  type: Type.Enum(eventTypes),
  event: Type.String(),
  ms: Type.String(),
  received_ms: Type.String(),
  anonymous_id: Type.String(),
  user_id: Type.String(),
  person: Type.String(),
  profile: Type.String(),
  session_id: Type.String(),
  channel: Type.String(),
  properties: Type.String(),
  context: Type.String(),
})

export type EventViewRow = Static<typeof EventViewRow>

const Session = Type.Object({ seq: Type.String(), session: Type.String() })

/** Events in their public form. Those that came without a session get the one that follows from idle time. */
export async function eventViews(
  analytics: Analytics,
  projectId: string,
  rows: readonly EventViewRow[],
  lane: Lane = 'interactive',
): Promise<EventView[]> {
  const sessions = await idleSessionsOf(analytics, projectId, rows, lane)
  return rows.map((row) => ({
    messageId: row.message_id,
    type: row.type,
    event: row.event,
    timestamp: isoOf(row.ms),
    receivedAt: isoOf(row.received_ms),
    anonymousId: row.anonymous_id || null,
    userId: row.user_id || null,
    profileId: profileIdOf(row.profile),
    sessionId: row.session_id || (sessions.get(row.seq) ?? ''),
    channel: row.channel,
    properties: JSON.parse(row.properties),
    context: JSON.parse(row.context),
  }))
}

async function idleSessionsOf(
  analytics: Analytics,
  projectId: string,
  rows: readonly EventViewRow[],
  lane: Lane,
): Promise<Map<string, string>> {
  const nameless = rows.filter(({ session_id }) => session_id === '')
  if (nameless.length === 0) return new Map()
  const times = nameless.map(({ ms }) => Number(ms))
  const range = {
    from: new Date(times.reduce((a, b) => Math.min(a, b))).toISOString(),
    to: new Date(times.reduce((a, b) => Math.max(a, b)) + 1).toISOString(),
  }
  // All keys of these profiles, since a merged person's sessions are made from the events of all of them.
  const profiles = uint64s([...new Set(nameless.map(({ profile }) => profile))])
  const people = uint64s([...new Set(nameless.map(({ person }) => person))])
  const theirs = sql`person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key IN ${profiles}
    UNION ALL SELECT arrayJoin(arrayConcat(${profiles}, ${people})))`
  const made = madeSessions(projectId, range, sql`events WHERE ${theirs}`)
  const found = await analytics.query(
    sql`SELECT seq, session FROM (${made})
        WHERE seq IN ${uint64s(nameless.map(({ seq }) => seq))}`,
    Session,
    { name: 'sessions_of_events', project: projectId },
    lane,
  )
  return new Map(found.map(({ seq, session }) => [seq, session]))
}

const isoOf = (ms: string): string => new Date(Number(ms)).toISOString()
