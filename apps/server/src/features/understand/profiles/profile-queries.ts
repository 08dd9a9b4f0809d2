import { identifierKinds } from '@throughline/contract/identifier'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { sql, text, uint64, uint64s } from '../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../platform/events/orders.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'

const kind = Type.Enum(identifierKinds)
const Found = Type.Object({ key: Type.String(), profile: Type.String() })
const Member = Type.Object({ person_key: Type.String() })
const Activity = Type.Object({
  person_key: Type.String(),
  kind,
  value: Type.String(),
  events: Type.String(),
  first_ms: Type.String(),
  last_ms: Type.String(),
})
const Claimed = Type.Object({
  weaker_key: Type.String(),
  kind,
  value: Type.String(),
  seen: Type.Integer(),
  first_ms: Type.String(),
})
const Trait = Type.Object({ trait: Type.String(), value: Type.String() })
const RevenueRow = Type.Object({ currency: Type.String(), orders: Type.String(), total: Type.String() })
const OrderRow = Type.Object({
  order_key: Type.String(),
  placed_ms: Type.String(),
  currency: Type.String(),
  total: Type.String(),
})

export type ActivityRow = Static<typeof Activity>
export type ClaimedRow = Static<typeof Claimed>

/** Events of a person: of their keys, and not what others decided about them. */
export const eventsOfKeys = (projectId: string, keys: readonly string[]) =>
  sql`project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)} AND type NOT IN ('merge', 'unmerge')`

/** Reads one person. Counts and times come from the events themselves, so that they hold what was just acknowledged. */
export interface ProfileQueries {
  /** Of the keys that somebody has, the keys of their profiles. */
  find(projectId: string, keys: readonly string[]): Promise<Map<string, string>>
  /** All keys of a profile, its own first. */
  keysOf(projectId: string, profile: string): Promise<string[]>
  activity(projectId: string, keys: readonly string[]): Promise<ActivityRow[]>
  /** Those of the keys that events carried beside a stronger one. */
  claimed(projectId: string, keys: readonly string[]): Promise<ClaimedRow[]>
  /** Trait and value as JSON text; a trait that was last set to null is left out. */
  traits(projectId: string, keys: readonly string[]): Promise<Static<typeof Trait>[]>
  revenue(projectId: string, keys: readonly string[], currency: string): Promise<Static<typeof RevenueRow>[]>
  orders(projectId: string, keys: readonly string[], currency: string): Promise<Static<typeof OrderRow>[]>
}

export function profileQueries(analytics: Analytics): ProfileQueries {
  return {
    async find(projectId, keys) {
      const rows = await analytics.query(
        sql`SELECT key, ${profileKey(sql`key`)} AS profile FROM (
              SELECT DISTINCT person_key AS key FROM events
              WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)} AND type NOT IN ('merge', 'unmerge')
              UNION DISTINCT
              SELECT weaker_key FROM identity_claims
              WHERE project_id = ${text(projectId)} AND weaker_key IN ${uint64s(keys)}
                AND (via = 'event' OR weaker_kind = 'anonymous_id')
            )`,
        Found,
        { name: 'find_person', project: projectId },
      )
      return new Map(rows.map(({ key, profile }) => [key, profile]))
    },

    async keysOf(projectId, profile) {
      const rows = await analytics.query(
        sql`SELECT DISTINCT person_key FROM identity_members
            WHERE profile_key = ${uint64(profile)} AND person_key != profile_key
              AND ${profileKey()} = ${uint64(profile)}
            ORDER BY person_key`,
        Member,
        { name: 'keys_of_profile', project: projectId },
      )
      return [profile, ...rows.map(({ person_key }) => person_key)]
    },

    activity: (projectId, keys) =>
      analytics.query(
        sql`SELECT person_key, any(strongest).1 AS kind, any(strongest).2 AS value, count() AS events,
              toUnixTimestamp64Milli(min(ts)) AS first_ms, toUnixTimestamp64Milli(max(ts)) AS last_ms
            FROM (
              SELECT person_key, ts, multiIf(user_id != '', ('user_id', user_id), email != '', ('email', email),
                phone != '', ('phone', phone), card != '', ('card', card), ('anonymous_id', anonymous_id)) AS strongest
              FROM events WHERE ${eventsOfKeys(projectId, keys)}
            )
            GROUP BY person_key`,
        Activity,
        { name: 'activity_of_person', project: projectId },
      ),

    claimed: (projectId, keys) =>
      analytics.query(
        sql`SELECT weaker_key, any(weaker_kind) AS kind, any(weaker_value) AS value, max(via = 'event') AS seen,
              toUnixTimestamp64Milli(min(first).1) AS first_ms
            FROM identity_claims
            WHERE project_id = ${text(projectId)} AND weaker_key IN ${uint64s(keys)}
            GROUP BY weaker_key`,
        Claimed,
        { name: 'claimed_identifiers', project: projectId },
      ),

    traits: (projectId, keys) =>
      analytics.query(
        sql`SELECT trait, max(latest).3 AS value FROM person_traits
            WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
            GROUP BY trait HAVING value != 'null' ORDER BY trait`,
        Trait,
        { name: 'traits_of_person', project: projectId },
      ),

    revenue: (projectId, keys, currency) =>
      analytics.query(
        sql`SELECT currency, count() AS orders, toString(sum(total)) AS total
            FROM (${ordersSql({ projectId, currency, events: sql`person_key IN ${uint64s(keys)}` })})
            GROUP BY currency ORDER BY currency`,
        RevenueRow,
        { name: 'revenue_of_person', project: projectId },
      ),

    orders: (projectId, keys, currency) =>
      analytics.query(
        sql`SELECT order_key, toUnixTimestamp64Milli(placed_at) AS placed_ms, currency, toString(total) AS total
            FROM (${ordersSql({ projectId, currency, events: sql`person_key IN ${uint64s(keys)}` })})
            ORDER BY placed_at DESC, order_key LIMIT 1000`,
        OrderRow,
        { name: 'orders_of_person', project: projectId },
      ),
  }
}
