import { signalNames } from '@throughline/contract/signals'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import {
  floats,
  integer,
  type Sql,
  sql,
  text,
  texts,
  uint64s,
  within,
} from '../../../platform/analytics/sql.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { signalEvents, signalOf } from '../../../platform/events/signal-sql.ts'
import type { IsoRange } from '../../../platform/range.ts'

const Profile = Type.Object({ person: Type.String(), profile: Type.String() })
const Country = Type.Object({ session: Type.String(), country: Type.String() })
const SignalCount = Type.Object({
  recording: Type.String(),
  signal: Type.Enum(signalNames),
  count: Type.Number(),
})
const DetailedSignal = Type.Object({
  signal: Type.Enum(signalNames),
  ms: Type.String(),
  event: Type.String(),
  path: Type.String(),
  properties: Type.String(),
})

export type DetailedSignalRow = Static<typeof DetailedSignal>

/** Sessions of some recordings: whose, which, and when they were. */
export interface RecordedSessions {
  readonly projectId: string
  readonly personKeys: readonly string[]
  readonly sessions: readonly string[]
  readonly range: IsoRange
}

/** When a recording's signals happened, in milliseconds: `from` included, `to` not. A session has a recording a tab. */
interface RecordedSpan {
  readonly recording: string
  readonly session: string
  readonly from: number
  readonly to: number
}

export interface RecordingQueries {
  /** Profile ids by person key, merges included. */
  profiles(projectId: string, personKeys: readonly string[]): Promise<Map<string, string>>
  /** The country of each session that tells one. */
  countries(of: RecordedSessions): Promise<Map<string, string>>
  /** How many of each signal every recording has, the most frequent first. */
  signals(of: RecordedSessions, spans: readonly RecordedSpan[]): Promise<Static<typeof SignalCount>[]>
  /** In the order of their time. */
  detailedSignals(of: RecordedSessions): Promise<DetailedSignalRow[]>
}

const MOST_DETAILED_SIGNALS = 1000

/** What the log tells of recordings, looked up when they are read. */
export function recordingQueries(analytics: Analytics): RecordingQueries {
  return {
    async profiles(projectId, personKeys) {
      if (personKeys.length === 0) return new Map()
      const rows = await analytics.query(
        sql`SELECT toString(person_key) AS person, toString(${profileKey()}) AS profile
            FROM (SELECT arrayJoin(${uint64s([...new Set(personKeys)])}) AS person_key)`,
        Profile,
        { name: 'recording_profiles', project: projectId },
      )
      return new Map(rows.map(({ person, profile }) => [person, profileIdOf(profile)]))
    },

    async countries(of) {
      const rows = await analytics.query(
        sql`SELECT session_id AS session, toString(max(events.country)) AS country FROM events
            WHERE ${ofSessions(of)} AND events.country != '' GROUP BY session`,
        Country,
        { name: 'recording_countries', project: of.projectId },
      )
      return new Map(rows.map(({ session, country }) => [session, country]))
    },

    signals: (of, spans) =>
      analytics.query(
        sql`SELECT recorded.recording AS recording, signal, toFloat64(count()) AS count FROM (
              SELECT session_id AS session, ${signalOf} AS signal, toUnixTimestamp64Milli(ts) AS ms FROM events
              WHERE ${ofSessions(of)} AND event IN ${signalEvents}) AS happened
            INNER JOIN (
              SELECT arrayJoin(arrayZip(${texts(spans.map(({ recording }) => recording))},
                  ${texts(spans.map(({ session }) => session))},
                  ${floats(spans.map(({ from }) => from))}, ${floats(spans.map(({ to }) => to))})) AS span,
                span.1 AS recording, span.2 AS session, span.3 AS begins, span.4 AS ends) AS recorded
            ON recorded.session = happened.session
            WHERE signal != '' AND ms >= begins AND ms < ends
            GROUP BY recording, signal ORDER BY count DESC, signal`,
        SignalCount,
        { name: 'recording_signals', project: of.projectId },
      ),

    detailedSignals: (of) =>
      analytics.query(
        sql`SELECT signal, toString(toUnixTimestamp64Milli(ts)) AS ms, event, path, properties FROM (
              SELECT ${signalOf} AS signal, ts, seq, event, path, properties FROM events
              WHERE ${ofSessions(of)} AND event IN ${signalEvents})
            WHERE signal != '' ORDER BY ts, seq LIMIT ${integer(MOST_DETAILED_SIGNALS)}`,
        DetailedSignal,
        { name: 'recording_signals_in_detail', project: of.projectId },
      ),
  }
}

/**
 * The events of sessions. The log is ordered by person, so the people are named first: with all the keys of their
 * profiles, since an event may carry another identifier than the recording did.
 */
function ofSessions({ projectId, personKeys, sessions, range }: RecordedSessions): Sql {
  const keys = uint64s([...new Set(personKeys)])
  const profiles = sql`SELECT ${profileKey()} FROM (SELECT arrayJoin(${keys}) AS person_key)`
  return sql`project_id = ${text(projectId)} AND ${within(sql`ts`, range)}
    AND session_id IN ${texts([...new Set(sessions)])}
    AND person_key IN (
      SELECT person_key FROM identity_members WHERE profile_key IN (${profiles})
      UNION ALL ${profiles}
      UNION ALL SELECT arrayJoin(${keys}))`
}
