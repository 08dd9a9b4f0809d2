import { identifierKinds } from '@throughline/contract/identifier'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, texts, uint64s } from '../../../platform/analytics/sql.ts'
import { consentSaidBy, contextGrants, isConsentRow } from '../../../platform/events/consent.ts'
import { eraseEvents } from '../../../platform/events/erase-events.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import type { DeniedSpan, Word } from './denied-span.ts'

const Denier = Type.Object({ project_id: Type.String(), profile: Type.String() })
const WordRow = Type.Object({
  ms: Type.String(),
  message_id: Type.String(),
  key: Type.String(),
  kind: Type.Enum(identifierKinds),
  value: Type.String(),
  said: Type.Array(Type.Tuple([Type.String(), Type.Integer()])),
  received_ms: Type.String(),
  channel: Type.String(),
  path: Type.String(),
})
const Erasable = Type.Object({ seq: Type.String(), key: Type.String() })
const One = Type.Object({ one: Type.Integer() })

/** Its number in the log, and the key of its person. */
export type ErasableEvent = Static<typeof Erasable>

type Denier = { readonly projectId: string; readonly profile: string }

/** A word with what the page of a person tells of it. */
interface ToldWord extends Word {
  readonly value: string
  readonly receivedMs: number
  readonly channel: string
  readonly path: string
}

export interface ErasableQueries {
  /** Profiles of which a part of the log tells something, and which ever denied analytics or replay. */
  deniers(after: number, upTo: number): Promise<Denier[]>
  /** What was said under these keys, newest first. */
  words(projectId: string, keys: readonly string[], limit?: number): Promise<ToldWord[]>
  /** Some of the events that must not be kept. */
  erasable(projectId: string, spans: readonly DeniedSpan[], limit: number): Promise<ErasableEvent[]>
  /** Deletes events for good. */
  erase(projectId: string, events: readonly ErasableEvent[]): Promise<void>
}

/**
 * What was collected in a person's browser or app: what they did there. Not what a server sent, such as an order, which
 * has a reason of its own to be kept; nor who they are, which they said themselves.
 */
const isBehaviour = sql`(type IN ('track', 'page', 'screen') AND channel IN ('web', 'ios', 'android', '')
  AND NOT ${isConsentRow} AND NOT match(lower(JSONExtractString(context, 'library', 'name')), ${text(
    '\\b(node|python|ruby|php|java|go|golang|net|dotnet|csharp|rust|elixir|server)\\b',
  )})
  AND (url != '' OR browser != '' OR os != '' OR JSONHas(context, 'library')))`

const FOREVER = String(2n ** 63n)

export function erasableQueries(analytics: Analytics): ErasableQueries {
  const query = <S extends Parameters<Analytics['query']>[1]>(
    name: string,
    statement: Sql,
    shape: S,
    project?: string,
  ) => analytics.query(statement, shape, { name, ...(project !== undefined && { project }) }, 'background')

  let anyDenial = false
  /** In most projects nobody denies anything, and the log need not be asked. */
  const hasDenials = async () => {
    anyDenial ||=
      (await query('any_denial', sql`SELECT 1 AS one FROM person_consent WHERE ever_denied = 1 LIMIT 1`, One))
        .length > 0
    return anyDenial
  }

  return {
    async deniers(after, upTo) {
      if (!(await hasDenials())) return []
      const touched = sql`SELECT DISTINCT project_id, ${profileKey()} AS profile FROM events
        WHERE seq > ${integer(after)} AND seq <= ${integer(upTo)}`
      const rows = await query(
        'deniers_in_slice',
        sql`WITH touched AS (${touched})
            SELECT DISTINCT project_id, ${profileKey()} AS profile FROM person_consent
            WHERE ever_denied = 1 AND purpose IN ('analytics', 'replay')
              AND person_key IN (
                SELECT profile FROM touched
                UNION ALL SELECT person_key FROM identity_members WHERE profile_key IN (SELECT profile FROM touched)
              )
              AND (project_id, profile) IN (SELECT project_id, profile FROM touched)`,
        Denier,
      )
      return rows.map(({ project_id, profile }) => ({ projectId: project_id, profile }))
    },

    async words(projectId, keys, limit = 1_000_000) {
      const rows = await query(
        'consent_words',
        sql`SELECT toUnixTimestamp64Milli(ts) AS ms, message_id, person_key AS key,
              multiIf(user_id != '', ('user_id', user_id), email != '', ('email', email), phone != '', ('phone', phone),
                card != '', ('card', card), ('anonymous_id', anonymous_id)) AS who, who.1 AS kind, who.2 AS value,
              ${consentSaidBy} AS said, toUnixTimestamp64Milli(received_at) AS received_ms, channel, path
            FROM events
            WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)} AND ${isConsentRow}
            ORDER BY ts DESC, message_id DESC LIMIT ${integer(limit)}
            SETTINGS optimize_use_projections = 0`,
        WordRow,
        projectId,
      )
      return rows.map(wordOf)
    },

    async erasable(projectId, spans, limit) {
      if (spans.length === 0) return []
      const span = sql`arrayJoin(arrayZip(${uint64s(spans.map(({ key }) => key))},
        ${uint64s(spans.map(({ deniedAt }) => String(deniedAt.ms)))}, ${texts(spans.map(({ deniedAt }) => deniedAt.messageId))},
        ${uint64s(spans.map(({ grantedAt }) => (grantedAt ? String(grantedAt.ms) : FOREVER)))},
        ${texts(spans.map(({ grantedAt }) => grantedAt?.messageId ?? ''))}))`
      return query(
        'erasable_events',
        sql`SELECT seq, person_key AS key FROM events
            INNER JOIN (SELECT ${span} AS span, span.1 AS span_key) AS spans ON spans.span_key = events.person_key
            WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(spans.map(({ key }) => key))}
              AND ${isBehaviour}
              AND ((toUInt64(toUnixTimestamp64Milli(ts)), message_id) < (span.2, span.3)
                OR (toUInt64(toUnixTimestamp64Milli(ts)), message_id) < (span.4, span.5)
                  AND NOT ${contextGrants('analytics')})
            LIMIT ${integer(limit)}
            SETTINGS optimize_use_projections = 0`,
        Erasable,
        projectId,
      )
    },

    async erase(projectId, events) {
      const keys = [...new Set(events.map(({ key }) => key))]
      await eraseEvents(
        analytics,
        sql`project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)} AND seq IN ${uint64s(events.map(({ seq }) => seq))}`,
      )
    },
  }
}

function wordOf(row: Static<typeof WordRow>): ToldWord {
  const said = new Map<string, boolean>()
  for (const [purpose, granted] of row.said) said.set(purpose, granted === 1 && said.get(purpose) !== false)
  return {
    at: { ms: Number(row.ms), messageId: row.message_id },
    key: row.key,
    kind: row.kind,
    said: Object.fromEntries(said),
    value: row.value,
    receivedMs: Number(row.received_ms),
    channel: row.channel,
    path: row.path,
  }
}
