import { type IdentifierKind, identifierKinds } from '@throughline/contract/identifier'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, uint64 } from '../../../platform/analytics/sql.ts'
import { claimsIn } from './log-queries.ts'
import { type PeopleTable, peopleTables, sliceTable, tableOf } from './people-tables-store.ts'

const Total = Type.Object({ total: Type.String() })
const Concerned = Type.Object({
  project_id: Type.String(),
  key: Type.String(),
  kind: Type.Enum(identifierKinds),
  value: Type.String(),
})

/** An identifier that others may be joined to or that may be joined to others. */
export interface ConcernedIdentifier {
  readonly projectId: string
  readonly kind: IdentifierKind
  readonly value: string
  readonly key: string
}

/** The second set of tables, which a rebuild fills and puts in place of the first. */
export interface RebuildStore {
  /** Makes the second set, empty. */
  begin(): Promise<void>
  /** Number of events up to a sequence number. */
  countEvents(upTo: number): Promise<number>
  /** The claims of the gathered slice. */
  addClaims(): Promise<void>
  /** Those who may belong to another, in pages by key. */
  concerned(): AsyncIterable<ConcernedIdentifier[]>
  /** Puts the second set in place of the first, and drops that. */
  swap(): Promise<void>
}

const PAGE = 10_000

export function rebuildStore(analytics: Analytics): RebuildStore {
  const command = (statement: Sql) => analytics.command(statement, { name: 'rebuild' }, 'background')
  const tables = Object.keys(peopleTables) as PeopleTable[]
  const dropSecond = async () => {
    for (const table of tables) await command(sql`DROP TABLE IF EXISTS ${tableOf(table, 'rebuilt')} SYNC`)
    await command(sql`DROP TABLE IF EXISTS ${sliceTable('rebuilt')} SYNC`)
  }

  return {
    async begin() {
      await dropSecond()
      for (const table of tables)
        await command(sql`CREATE TABLE ${tableOf(table, 'rebuilt')} AS ${tableOf(table, 'live')}`)
      await command(sql`CREATE TABLE ${sliceTable('rebuilt')} AS ${sliceTable('live')}`)
    },

    async countEvents(upTo) {
      const [row] = await analytics.query(
        sql`SELECT count() AS total FROM events WHERE seq <= ${integer(upTo)}`,
        Total,
        { name: 'rebuild' },
        'background',
      )
      return Number(row?.total ?? 0)
    },

    addClaims: () =>
      command(sql`
        INSERT INTO ${tableOf('claims', 'rebuilt')}
          (project_id, weaker_key, claimer_key, weaker_kind, weaker_value, claimer_kind, claimer_value, first, via)
        SELECT project_id, weaker_key, claimer_key, weaker_kind, weaker_value, claimer_kind, claimer_value, first,
          'event'
        FROM (${claimsIn(sliceTable('rebuilt'))})`),

    async *concerned() {
      const claims = tableOf('claims', 'rebuilt')
      const words = tableOf('words', 'rebuilt')
      for (let after = '0'; ; ) {
        const rows = await analytics.query(
          sql`SELECT project_id, key, any(kind) AS kind, any(value) AS value FROM (
                SELECT project_id, weaker_key AS key, weaker_kind AS kind, weaker_value AS value FROM ${claims}
                UNION ALL SELECT project_id, subject_key, subject_kind, subject_value FROM ${words}
                UNION ALL SELECT project_id, other_key, other_kind, other_value FROM ${words}
              )
              WHERE key > ${uint64(after)}
              GROUP BY project_id, key ORDER BY key LIMIT ${integer(PAGE)}`,
          Concerned,
          { name: 'rebuild' },
          'background',
        )
        if (rows.length === 0) return
        yield rows.map(({ project_id, ...identifier }) => ({ projectId: project_id, ...identifier }))
        after = rows.at(-1)?.key ?? after
      }
    },

    async swap() {
      for (const table of tables)
        await command(sql`EXCHANGE TABLES ${tableOf(table, 'live')} AND ${tableOf(table, 'rebuilt')}`)
      await dropSecond()
    },
  }
}
