import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, texts, uint64, uint64s } from '../../../platform/analytics/sql.ts'
import type { Claim } from './identity.ts'
import type { Word } from './identity-words.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { type Generation, tableOf } from './people-tables-store.ts'

/** So many keys go with one query: their text stays far below a server's limit for an address. */
const KEYS_A_QUERY = 10_000

const kind = Type.Enum(identifierKinds)
const ClaimRow = Type.Object({
  weaker_key: Type.String(),
  weaker_kind: kind,
  weaker_value: Type.String(),
  claimer_key: Type.String(),
  claimer_kind: kind,
  claimer_value: Type.String(),
  via: Type.Enum(['event', 'alias']),
  ts: Type.String(),
  message_id: Type.String(),
})
const WordRow = Type.Object({
  message_id: Type.String(),
  ms: Type.String(),
  word: Type.Enum(['merge', 'unmerge']),
  subject_key: Type.String(),
  subject_kind: kind,
  subject_value: Type.String(),
  other_key: Type.String(),
  other_kind: kind,
  other_value: Type.String(),
  said_by: Type.String(),
})
const UserId = Type.Object({ user_id: Type.String() })
const Key = Type.Object({ key: Type.String() })
const One = Type.Object({ one: Type.Integer() })

/** Sorts a kind by its strength, the strongest first. */
const kindRank = (column: Sql): Sql => sql`indexOf(${texts(identifierKinds)}, ${column})`

/** Reads what is known about identifiers; owner of the tables of claims, words and refused aliases. */
export interface IdentityStore {
  /** The best claim on each of the keys; beside it the best of its aliases, which may be refused. */
  bestClaims(projectId: string, keys: readonly string[]): Promise<Claim[]>
  allClaims(projectId: string, keys: readonly string[]): Promise<Claim[]>
  /** Claims that these keys make on others. */
  claimsBy(projectId: string, keys: readonly string[]): Promise<Claim[]>
  words(projectId: string, keys: readonly string[]): Promise<Word[]>
  /** Those of the values that are user ids and so no previous id of an alias. */
  refusedAliases(projectId: string, values: readonly string[]): Promise<string[]>
  /** In pages: identifiers of these kinds that two or more user ids carried, and those user ids. */
  sharedByUsers(projectId: string, kinds: readonly IdentifierKind[]): AsyncIterable<KeyedIdentifier[]>
  addClaims(projectId: string, claims: readonly Claim[]): Promise<void>
  addWords(projectId: string, words: readonly Word[]): Promise<void>
  addRefusedAliases(projectId: string, values: readonly string[]): Promise<void>
}

/**
 * @param generation which set of tables
 * @param isWriter only this object writes them, so it may remember what is not there
 */
export function identityStore(
  analytics: Analytics,
  generation: Generation = 'live',
  isWriter = false,
): IdentityStore {
  const claimsTable = tableOf('claims', generation)
  const wordsTable = tableOf('words', generation)
  const refusedTable = tableOf('refusedAliases', generation)

  const claims = async (
    name: string,
    projectId: string,
    keys: readonly string[],
    query: (keys: Sql) => Sql,
  ) => {
    const found: Static<typeof ClaimRow>[] = []
    for (const some of chunks(keys, KEYS_A_QUERY)) {
      const rows = await analytics.query(
        query(sql`${uint64s(some)}`),
        ClaimRow,
        { name, project: projectId },
        'background',
      )
      found.push(...rows)
    }
    return found.map(claimOf)
  }

  const withWords = new Set<string>()
  const withoutWords = new Set<string>()
  /** Most projects have none, and need not be asked about each identifier. */
  const hasWords = async (projectId: string) => {
    if (withWords.has(projectId)) return true
    if (withoutWords.has(projectId)) return false
    const rows = await analytics.query(
      sql`SELECT 1 AS one FROM ${wordsTable} WHERE project_id = ${text(projectId)} LIMIT 1`,
      One,
      { name: 'any_word', project: projectId },
      'background',
    )
    if (rows.length > 0) withWords.add(projectId)
    else if (isWriter) withoutWords.add(projectId)
    return rows.length > 0
  }

  const columns = sql`weaker_key, weaker_kind, weaker_value, claimer_key, claimer_kind, claimer_value, via,
    toUnixTimestamp64Milli(first.1) AS ts, first.2 AS message_id`

  return {
    bestClaims: (projectId, keys) =>
      claims(
        'best_claims',
        projectId,
        keys,
        (keys) => sql`
          SELECT ${columns} FROM ${claimsTable}
          WHERE project_id = ${text(projectId)} AND weaker_key IN ${keys}
          ORDER BY weaker_key, via, ${kindRank(sql`claimer_kind`)}, first
          LIMIT 1 BY weaker_key, via`,
      ),

    allClaims: (projectId, keys) =>
      claims(
        'all_claims',
        projectId,
        keys,
        (keys) => sql`
          SELECT ${columns} FROM ${claimsTable}
          WHERE project_id = ${text(projectId)} AND weaker_key IN ${keys}
          ORDER BY weaker_key, claimer_key, via, first
          LIMIT 1 BY weaker_key, claimer_key, via`,
      ),

    claimsBy: (projectId, keys) =>
      claims(
        'claims_by',
        projectId,
        keys,
        (keys) => sql`
          SELECT ${columns} FROM ${claimsTable}
          WHERE project_id = ${text(projectId)} AND claimer_key IN ${keys}
          ORDER BY weaker_key, claimer_key, via, first
          LIMIT 1 BY weaker_key, claimer_key, via`,
      ),

    async words(projectId, keys) {
      const found: Word[] = []
      if (!(await hasWords(projectId))) return found
      for (const some of chunks(keys, KEYS_A_QUERY)) {
        const rows = await analytics.query(
          sql`SELECT message_id, toUnixTimestamp64Milli(ts) AS ms, word, subject_key, subject_kind, subject_value,
                other_key, other_kind, other_value, said_by
              FROM ${wordsTable}
              WHERE project_id = ${text(projectId)} AND (subject_key IN ${uint64s(some)} OR other_key IN ${uint64s(some)})
              ORDER BY ts, message_id
              LIMIT 1 BY message_id`,
          WordRow,
          { name: 'identity_words', project: projectId },
          'background',
        )
        found.push(...rows.map(wordOf))
      }
      return found
    },

    async refusedAliases(projectId, values) {
      if (values.length === 0) return []
      const rows = await analytics.query(
        sql`SELECT DISTINCT user_id FROM ${refusedTable}
            WHERE project_id = ${text(projectId)} AND user_id IN ${texts(values)}`,
        UserId,
        { name: 'refused_aliases', project: projectId },
        'background',
      )
      return rows.map(({ user_id }) => user_id)
    },

    async *sharedByUsers(projectId, kinds) {
      for (let after = '0'; ; ) {
        const rows = await analytics.query(
          sql`SELECT weaker_key AS key FROM ${claimsTable}
              WHERE project_id = ${text(projectId)} AND weaker_key > ${uint64(after)} AND via = 'event'
                AND weaker_kind IN ${texts(kinds)} AND claimer_kind = 'user_id'
              GROUP BY weaker_key HAVING uniqExact(claimer_key) > 1
              ORDER BY weaker_key LIMIT 5000`,
          Key,
          { name: 'shared_by_users', project: projectId },
          'background',
        )
        if (rows.length === 0) return
        const claims = await this.allClaims(
          projectId,
          rows.map(({ key }) => key),
        )
        yield claims
          .filter(({ claimer }) => claimer.kind === 'user_id')
          .flatMap(({ weaker, claimer }) => [weaker, claimer])
        after = rows.at(-1)?.key ?? after
      }
    },

    async addClaims(projectId, claims) {
      if (claims.length === 0) return
      await analytics.insert(
        nameOf(claimsTable),
        claimColumns,
        claims.map(({ weaker, claimer, via, first }) => [
          projectId,
          weaker.key,
          claimer.key,
          via,
          weaker.kind,
          weaker.value,
          claimer.kind,
          claimer.value,
          [first.ts, first.messageId],
        ]),
        { name: 'add_claims', project: projectId },
        'background',
      )
    },

    async addWords(projectId, words) {
      if (words.length === 0) return
      withoutWords.delete(projectId)
      await analytics.insert(
        nameOf(wordsTable),
        wordColumns,
        words.map(({ word, subject, other, at, by }) => [
          projectId,
          at.messageId,
          at.ts,
          word,
          subject.key,
          subject.kind,
          subject.value,
          other.key,
          other.kind,
          other.value,
          by,
        ]),
        { name: 'add_words', project: projectId },
        'background',
      )
    },

    async addRefusedAliases(projectId, values) {
      if (values.length === 0) return
      await analytics.insert(
        nameOf(refusedTable),
        ['project_id', 'user_id'],
        values.map((value) => [projectId, value]),
        { name: 'add_refused_aliases', project: projectId },
        'background',
      )
    },
  }
}

const claimColumns = [
  'project_id',
  'weaker_key',
  'claimer_key',
  'via',
  'weaker_kind',
  'weaker_value',
  'claimer_kind',
  'claimer_value',
  'first',
]

const wordColumns = [
  'project_id',
  'message_id',
  'ts',
  'word',
  'subject_key',
  'subject_kind',
  'subject_value',
  'other_key',
  'other_kind',
  'other_value',
  'said_by',
]

/** A table's name as text, for an insert. */
export const nameOf = (table: Sql): string => table.compile().query

export function chunks<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size))
  return parts
}

const claimOf = (row: Static<typeof ClaimRow>): Claim => ({
  weaker: identifier(row.weaker_kind, row.weaker_value, row.weaker_key),
  claimer: identifier(row.claimer_kind, row.claimer_value, row.claimer_key),
  via: row.via,
  first: { ts: Number(row.ts), messageId: row.message_id },
})

const wordOf = (row: Static<typeof WordRow>): Word => ({
  word: row.word,
  subject: identifier(row.subject_kind, row.subject_value, row.subject_key),
  other: identifier(row.other_kind, row.other_value, row.other_key),
  at: { ts: Number(row.ms), messageId: row.message_id },
  by: row.said_by,
})

const identifier = (kind: IdentifierKind, value: string, key: string) => ({ kind, value, key })
