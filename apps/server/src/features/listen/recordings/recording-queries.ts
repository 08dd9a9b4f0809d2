import { signalNames } from '@throughline/contract/signals'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, texts, uint64s, within } from '../../../platform/analytics/sql.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { signalEvents, signalOf } from '../../../platform/events/signal-sql.ts'
import type { IsoRange } from '../../../platform/range.ts'

const Profile = Type.Object({ person: Type.String(), profile: Type.String() })
const Country = Type.Object({ session: Type.String(), country: Type.String() })
const Signal = Type.Object({ session: Type.String(), signal: Type.Enum(signalNames), ms: Type.String() })
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

export interface RecordingQueries {
  /** Profile ids by person key, merges included. */
  profiles(projectId: string, personKeys: readonly string[]): Promise<Map<string, string>>
  /** The country of each session that tells one. */
  countries(of: RecordedSessions): Promise<Map<string, string>>
  signals(of: RecordedSessions): Promise<Static<typeof Signal>[]>
  /** In the order of their time. */
  detailedSignals(of: RecordedSessions): Promise<DetailedSignalRow[]>
}

/** A list shows 200 recordings at most; a session with a hundred signals is rare. */
const MOST_SIGNALS = 20_000
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

    signals: (of) =>
      analytics.query(
        sql`SELECT session, signal, toString(toUnixTimestamp64Milli(ts)) AS ms FROM (
              SELECT session_id AS session, ${signalOf} AS signal, ts FROM events
              WHERE ${ofSessions(of)} AND event IN ${signalEvents})
            WHERE signal != '' LIMIT ${integer(MOST_SIGNALS)}`,
        Signal,
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
