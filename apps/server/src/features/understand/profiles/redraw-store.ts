import { identifierKinds } from '@throughline/contract/identifier'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, texts, uint64s } from '../../../platform/analytics/sql.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { claimsIn } from './log-queries.ts'
import { sliceTable, tableOf } from './people-tables-store.ts'

const Named = Type.Object({ key: Type.String(), kind: Type.Enum(identifierKinds), value: Type.String() })
const Gone = Type.Object({ message_id: Type.String() })

const ofKeys = (projectId: string, keys: readonly string[]): Sql =>
  sql`project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}`

/** Minima and maxima can't be taken back: where events were deleted, what was drawn from them goes and is drawn anew. */
export interface RedrawStore {
  /** Both ends of the claims that events of these keys made: whose profile may change when the events go. */
  claimedBy(projectId: string, keys: readonly string[]): Promise<KeyedIdentifier[]>
  /** Forgets when these keys were seen. */
  forgetSeen(projectId: string, keys: readonly string[]): Promise<void>
  /** Forgets traits and claims whose event the log no longer has; those of other events stay and are never missed. */
  forgetGone(projectId: string, keys: readonly string[]): Promise<void>
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

    forgetSeen: (projectId, keys) =>
      command(sql`DELETE FROM ${tableOf('people', 'live')} WHERE ${ofKeys(projectId, keys)}`),

    async forgetGone(projectId, keys) {
      const traits = tableOf('traits', 'live')
      const mine = ofKeys(projectId, keys)
      const claimed = sql`project_id = ${text(projectId)} AND via = 'event' AND claimer_key IN ${uint64s(keys)}`
      const gone = async (evidence: Sql, table: Sql, where: Sql) => {
        const rows = await analytics.query(
          sql`SELECT DISTINCT ${evidence} AS message_id FROM ${table}
              WHERE ${where} AND message_id NOT IN (SELECT message_id FROM events WHERE ${mine})`,
          Gone,
          { name: 'gone_evidence', project: projectId },
          'background',
        )
        return rows.map(({ message_id }) => message_id)
      }
      const ofTraits = await gone(sql`latest.2`, traits, mine)
      if (ofTraits.length > 0)
        await command(sql`DELETE FROM ${traits} WHERE ${mine} AND latest.2 IN ${texts(ofTraits)}`)
      const ofClaims = await gone(sql`first.2`, claims, claimed)
      if (ofClaims.length > 0)
        await command(sql`DELETE FROM ${claims} WHERE ${claimed} AND first.2 IN ${texts(ofClaims)}`)
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
