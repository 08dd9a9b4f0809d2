import { type EventView, eventTypes } from '@throughline/contract/event'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, sql, uint64s } from '../../../platform/analytics/sql.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { madeSessions } from '../../../platform/events/sessions.ts'
import { eventsOfKeys, onOneThread } from './profile-queries.ts'

const Row = Type.Object({
  seq: Type.String(),
  message_id: Type.String(),
  type: Type.Enum(eventTypes),
  event: Type.String(),
  ms: Type.String(),
  received_ms: Type.String(),
  anonymous_id: Type.String(),
  user_id: Type.String(),
  session_id: Type.String(),
  channel: Type.String(),
  properties: Type.String(),
  context: Type.String(),
})
const Session = Type.Object({ seq: Type.String(), session: Type.String() })

/** A place in a timeline: before this event, or before this time. */
export interface TimelineCursor {
  readonly ms: number
  /** Of the events at `ms` those with a smaller number come later in the timeline. */
  readonly seq: string
}

export interface TimelineQueries {
  /** A person's events, newest first, from a place on. */
  page(
    projectId: string,
    profile: string,
    keys: readonly string[],
    before: TimelineCursor | undefined,
    limit: number,
  ): Promise<{ events: EventView[]; next: TimelineCursor | undefined }>
}

export function timelineQueries(analytics: Analytics): TimelineQueries {
  /** Sessions of events that came without one. */
  const idleSessionsOf = async (
    projectId: string,
    keys: readonly string[],
    rows: readonly Static<typeof Row>[],
  ) => {
    const nameless = rows.filter(({ session_id }) => session_id === '')
    const [newest, oldest] = [nameless.at(0), nameless.at(-1)]
    if (!newest || !oldest) return new Map<string, string>()
    const range = { from: isoOf(oldest.ms), to: new Date(Number(newest.ms) + 1).toISOString() }
    const found = await analytics.query(
      sql`SELECT seq, session FROM (${madeSessions(projectId, range, sql`events PREWHERE person_key IN ${uint64s(keys)} WHERE 1`)})`,
      Session,
      { name: 'sessions_of_timeline', project: projectId },
    )
    return new Map(found.map(({ seq, session }) => [seq, session]))
  }

  return {
    async page(projectId, profile, keys, before, limit) {
      const from = before
        ? sql`(toUnixTimestamp64Milli(ts), toInt64(seq)) < (${integer(before.ms)}, ${integer(Number(before.seq))})`
        : sql`1`
      const rows = await analytics.query(
        sql`SELECT seq, message_id, type, event, toUnixTimestamp64Milli(ts) AS ms,
              toUnixTimestamp64Milli(received_at) AS received_ms, anonymous_id, user_id, session_id, channel,
              properties, context
            FROM ${eventsOfKeys(projectId, keys)} AND ${from}
            ORDER BY ts DESC, events.seq DESC LIMIT ${integer(limit + 1)}
            ${onOneThread}`,
        Row,
        { name: 'timeline', project: projectId },
      )
      const shown = rows.slice(0, limit)
      const sessions = await idleSessionsOf(projectId, keys, shown)
      const last = shown.at(-1)
      return {
        events: shown.map((row) => viewOf(row, profile, sessions)),
        next: rows.length > limit && last ? { ms: Number(last.ms), seq: last.seq } : undefined,
      }
    },
  }
}

const isoOf = (ms: string): string => new Date(Number(ms)).toISOString()

const viewOf = (
  row: Static<typeof Row>,
  profile: string,
  sessions: ReadonlyMap<string, string>,
): EventView => ({
  messageId: row.message_id,
  type: row.type,
  event: row.event,
  timestamp: isoOf(row.ms),
  receivedAt: isoOf(row.received_ms),
  anonymousId: row.anonymous_id || null,
  userId: row.user_id || null,
  profileId: profileIdOf(profile),
  sessionId: row.session_id || (sessions.get(row.seq) ?? ''),
  channel: row.channel,
  properties: JSON.parse(row.properties),
  context: JSON.parse(row.context),
})
