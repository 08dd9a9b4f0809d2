import { identifierKinds } from '@throughline/contract/identifier'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, uint64s } from '../../../platform/analytics/sql.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { claimsIn } from './log-queries.ts'
import { sliceTable, tableOf } from './people-tables-store.ts'

const Named = Type.Object({ key: Type.String(), kind: Type.Enum(identifierKinds), value: Type.String() })

/** Minima and maxima can't be taken back: where events were deleted, what was drawn from them goes and is drawn anew. */
export interface RedrawStore {
  /** Both ends of the claims that events of these keys made: whose profile may change when the events go. */
  claimedBy(projectId: string, keys: readonly string[]): Promise<KeyedIdentifier[]>
  /** Forgets all that events of these keys gave to people, traits, consent and claims. */
  forget(projectId: string, keys: readonly string[]): Promise<void>
  /** The claims of the gathered slice. */
  addClaims(): Promise<void>
}

export function redrawStore(analytics: Analytics): RedrawStore {
  const claims = tableOf('claims', 'live')
  const command = (statement: Sql) => analytics.command(statement, { name: 'redraw_people' }, 'background')
  return {
    claimedBy: (projectId, keys) =>
      analytics.query(
        sql`SELECT DISTINCT key, kind, value FROM (
              SELECT weaker_key AS key, weaker_kind AS kind, weaker_value AS value FROM ${claims}
              WHERE project_id = ${text(projectId)} AND via = 'event' AND claimer_key IN ${uint64s(keys)}
              UNION ALL
              SELECT claimer_key, claimer_kind, claimer_value FROM ${claims}
              WHERE project_id = ${text(projectId)} AND via = 'event' AND claimer_key IN ${uint64s(keys)}
            ) ORDER BY key`,
        Named,
        { name: 'claimed_by', project: projectId },
        'background',
      ),

    async forget(projectId, keys) {
      const mine = sql`project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}`
      for (const table of ['people', 'traits', 'consent'] as const)
        await command(sql`DELETE FROM ${tableOf(table, 'live')} WHERE ${mine}`)
      await command(sql`DELETE FROM ${claims}
        WHERE project_id = ${text(projectId)} AND via = 'event' AND claimer_key IN ${uint64s(keys)}`)
    },

    addClaims: () =>
      command(sql`
        INSERT INTO ${claims}
          (project_id, weaker_key, claimer_key, weaker_kind, weaker_value, claimer_kind, claimer_value, first, via)
        SELECT project_id, weaker_key, claimer_key, weaker_kind, weaker_value, claimer_kind, claimer_value, first,
          'event'
        FROM (${claimsIn(sliceTable('live'))})`),
  }
}
