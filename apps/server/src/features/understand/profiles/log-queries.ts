import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, uint64s } from '../../../platform/analytics/sql.ts'
import { AppError } from '../../../platform/app-error.ts'
import { emailForm, phoneForm } from '../../../platform/events/identifier-form.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { aliasClaims } from './alias-claims.ts'
import type { Claim } from './identity.ts'
import { chunks } from './identity-store.ts'
import type { Word } from './identity-words.ts'
import { keyed } from './keyed-identifier.ts'
import { type LogSlice, rowsOf } from './log-slice-queries.ts'
import type { SliceContents } from './people-store.ts'
import { type Generation, sliceTable, tableOf } from './people-tables-store.ts'

/** Facts of one project that the log has and the projection not yet. */
interface NewFacts {
  readonly projectId: string
  readonly claims: readonly Claim[]
  readonly words: readonly Word[]
  /** Previous ids of aliases that turned out to be user ids. */
  readonly refusedAliases: readonly string[]
}

const kind = Type.Enum(identifierKinds)
const FreshClaim = Type.Object({
  project_id: Type.String(),
  weaker_key: Type.String(),
  weaker_kind: kind,
  weaker_value: Type.String(),
  claimer_key: Type.String(),
  claimer_kind: kind,
  claimer_value: Type.String(),
  ms: Type.String(),
  message_id: Type.String(),
})
const Alias = Type.Object({
  project_id: Type.String(),
  user_id: Type.String(),
  previous_id: Type.String(),
  ms: Type.String(),
  message_id: Type.String(),
})
const Said = Type.Object({
  project_id: Type.String(),
  message_id: Type.String(),
  ms: Type.String(),
  word: Type.Enum(['merge', 'unmerge']),
  other_kind: kind,
  other_value: Type.String(),
  previous_id: Type.String(),
  said_by: Type.String(),
})
const One = Type.Object({ one: Type.Integer() })
const UserId = Type.Object({ project_id: Type.String(), user_id: Type.String() })

/** The SQL twin of `personKey`. */
const keySql = (kind: Sql, value: Sql): Sql =>
  sql`reinterpretAsUInt64(reverse(substring(SHA256(concat(project_id, '\\0', ${kind}, '\\0', ${value})), 1, 8)))`

/** Each pair of a weaker identifier and the strongest beside it, with the first event that carried both. */
export const claimsIn = (gathered: Sql): Sql => sql`
  SELECT
    project_id, ${keySql(sql`weaker.1`, sql`weaker.2`)} AS weaker_key, claimer_key, weaker.1 AS weaker_kind,
    weaker.2 AS weaker_value, claimer.1 AS claimer_kind, claimer.2 AS claimer_value, min(earliest) AS first
  FROM (
    SELECT
      project_id, person_key AS claimer_key, min((ts, message_id)) AS earliest,
      arrayFilter(x -> x.2 != '', [('user_id', user_id), ('email', email), ('phone', phone), ('card', card),
        ('anonymous_id', anonymous_id)]) AS ids,
      ids[1] AS claimer
    FROM ${gathered}
    WHERE type NOT IN ('merge', 'unmerge')
      AND ((user_id != '') + (email != '') + (phone != '') + (card != '') + (anonymous_id != '')) > 1
    GROUP BY project_id, person_key, user_id, email, phone, card, anonymous_id
  )
  ARRAY JOIN arraySlice(ids, 2) AS weaker
  GROUP BY project_id, weaker, claimer, claimer_key`

/** Reads what the gathered slice of the log says about who is who. */
export interface LogQueries {
  /** What the slice adds to the facts that are already known. */
  newFacts(slice: LogSlice, contents: SliceContents): Promise<NewFacts[]>
}

export function logQueries(analytics: Analytics, generation: Generation = 'live'): LogQueries {
  const claimsTable = tableOf('claims', generation)
  const gathered = sliceTable(generation)
  const query = <S extends Parameters<Analytics['query']>[1]>(name: string, statement: Sql, shape: S) =>
    analytics.query(statement, shape, { name }, 'background')

  const freshClaims = () =>
    query(
      'fresh_claims',
      sql`
        WITH fresh AS (${claimsIn(gathered)})
        SELECT fresh.project_id AS project_id, fresh.weaker_key AS weaker_key, weaker_kind, weaker_value,
          fresh.claimer_key AS claimer_key, claimer_kind, claimer_value,
          toUnixTimestamp64Milli(fresh.first.1) AS ms, fresh.first.2 AS message_id
        FROM fresh
        LEFT JOIN (
          SELECT project_id, weaker_key, claimer_key, min(first) AS known, 1 AS is_known
          FROM ${claimsTable}
          WHERE via = 'event' AND (project_id, weaker_key) IN (SELECT project_id, weaker_key FROM fresh)
          GROUP BY project_id, weaker_key, claimer_key
        ) AS stored
          ON fresh.project_id = stored.project_id AND fresh.weaker_key = stored.weaker_key
            AND fresh.claimer_key = stored.claimer_key
        WHERE stored.is_known = 0 OR fresh.first < stored.known`,
      FreshClaim,
    )

  const aliases = () =>
    query(
      'aliases',
      sql`SELECT project_id, user_id, previous_id, toUnixTimestamp64Milli(first.1) AS ms, first.2 AS message_id
          FROM (
            SELECT project_id, user_id, previous_id, min((ts, message_id)) AS first
            FROM ${gathered}
            WHERE type = 'alias' AND user_id != '' AND previous_id != ''
            GROUP BY project_id, user_id, previous_id
          )`,
      Alias,
    )

  const words = (slice: LogSlice) =>
    query(
      'words_said',
      sql`SELECT project_id, message_id, toUnixTimestamp64Milli(ts) AS ms, type AS word, previous_id,
            multiIf(user_id != '', 'user_id', email != '', 'email', phone != '', 'phone', card != '', 'card',
              'anonymous_id') AS other_kind,
            multiIf(user_id != '', user_id, email != '', email, phone != '', phone, card != '', card,
              anonymous_id) AS other_value,
            JSONExtractString(properties, 'by') AS said_by
          FROM events
          WHERE ${rowsOf(slice)} AND type IN ('merge', 'unmerge')`,
      Said,
    )

  /** User ids in the slice that an alias, now or earlier, named as its previous id. */
  const refusedBySlice = () =>
    query(
      'refused_by_user_ids',
      sql`SELECT DISTINCT project_id, user_id FROM ${gathered}
          WHERE type NOT IN ('merge', 'unmerge') AND user_id != ''
            AND (project_id, user_id) IN (SELECT project_id, weaker_value FROM ${claimsTable} WHERE via = 'alias')
            AND (project_id, user_id) NOT IN (SELECT project_id, user_id FROM ${tableOf('refusedAliases', generation)})`,
      UserId,
    )

  let anyAliases: boolean | undefined
  /** Most projects have none, and need not be asked about each user id. Nobody else adds any. */
  const hasAliases = async () => {
    anyAliases ??=
      (await query('any_alias', sql`SELECT 1 AS one FROM ${claimsTable} WHERE via = 'alias' LIMIT 1`, One))
        .length > 0
    return anyAliases
  }

  const usersAmong = async (projectId: string, values: readonly string[]) => {
    const byKey = new Map(values.map((value) => [personKey(projectId, { kind: 'user_id', value }), value]))
    const found: string[] = []
    for (const keys of chunks([...byKey.keys()], 10_000)) {
      const rows = await query(
        'user_ids_among_aliases',
        sql`SELECT DISTINCT project_id, user_id FROM events
            WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)} AND type NOT IN ('merge', 'unmerge')`,
        UserId,
      )
      found.push(...rows.map(({ user_id }) => user_id))
    }
    return found
  }

  return {
    async newFacts(slice, contents) {
      const facts = new Map<string, { claims: Claim[]; words: Word[]; refusedAliases: Set<string> }>()
      const of = (projectId: string) => {
        const known = facts.get(projectId) ?? { claims: [], words: [], refusedAliases: new Set<string>() }
        facts.set(projectId, known)
        return known
      }
      const refuse = (projectId: string, userId: string) => {
        for (const value of [userId, emailForm(userId), phoneForm(userId)])
          if (value !== '') of(projectId).refusedAliases.add(value)
      }

      for (const row of contents.claims > 0 ? await freshClaims() : []) {
        of(row.project_id).claims.push({
          weaker: { kind: row.weaker_kind, value: row.weaker_value, key: row.weaker_key },
          claimer: { kind: row.claimer_kind, value: row.claimer_value, key: row.claimer_key },
          via: 'event',
          first: { ts: Number(row.ms), messageId: row.message_id },
        })
      }
      if (contents.aliases > 0) anyAliases = true
      const previousIds = new Map<string, Set<string>>()
      for (const row of contents.aliases > 0 ? await aliases() : []) {
        const first = { ts: Number(row.ms), messageId: row.message_id }
        of(row.project_id).claims.push(...aliasClaims(row.project_id, row.user_id, row.previous_id, first))
        previousIds.set(row.project_id, (previousIds.get(row.project_id) ?? new Set()).add(row.previous_id))
      }
      for (const [projectId, values] of previousIds)
        for (const value of await usersAmong(projectId, [...values])) refuse(projectId, value)
      for (const row of (await hasAliases()) ? await refusedBySlice() : [])
        refuse(row.project_id, row.user_id)
      for (const row of contents.words > 0 ? await words(slice) : []) {
        of(row.project_id).words.push({
          word: row.word,
          subject: subjectOf(row.project_id, row.previous_id),
          other: keyed(row.project_id, row.other_kind, row.other_value),
          at: { ts: Number(row.ms), messageId: row.message_id },
          by: row.said_by,
        })
      }
      return [...facts].map(([projectId, { claims, words, refusedAliases }]) => ({
        projectId,
        claims,
        words,
        refusedAliases: [...refusedAliases],
      }))
    },
  }
}

/** `kind:value`, as a word's `previous_id` names its subject. */
function subjectOf(projectId: string, said: string) {
  const colon = said.indexOf(':')
  const kind = identifierKinds.find((known) => known === said.slice(0, colon)) as IdentifierKind | undefined
  if (!kind || colon === said.length - 1)
    throw new AppError('invalid', `A merge or unmerge names "${said}", which is no identifier.`)
  return keyed(projectId, kind, said.slice(colon + 1))
}
