import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { eventsOfPeople } from './events-of-people.ts'
import { ruleColumns } from './journey-people.ts'
import { type Staging, stagedEvents } from './staged-events.ts'

const Row = Type.Object({
  stage: Type.Integer(),
  currency: Type.String(),
  orders: Type.String(),
  total: Type.String(),
})

export interface StageMoney {
  /** From 1. */
  readonly stage: number
  readonly currency: string
  readonly orders: number
  /** Decimal text with six places. */
  readonly total: string
}

/** Orders placed in the range, by the stage that the mapping gives to the event that placed them. */
export async function readStageMoney(
  analytics: Analytics,
  staging: Staging,
  currency: string,
): Promise<StageMoney[]> {
  const rows = await analytics.query(
    stageMoneySql(staging, currency),
    Row,
    { name: 'journey_money', project: staging.projectId },
    'heavy',
  )
  return rows.map(({ orders, ...row }) => ({ ...row, orders: Number(orders) }))
}

export function stageMoneySql(staging: Staging, currency: string): Sql {
  const { projectId, range } = staging
  const placed = sql`event = 'Order Completed'`
  const buyers = eventsOfPeople(sql`SELECT ${profileKey()} AS buyer FROM events
      WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND ${placed}`)
  const staged = stagedEvents({ ...staging, past: buyers, events: placed, event: 'Order Completed' })
  return sql`SELECT
  placing.stage AS stage, orders.currency AS currency, count() AS orders, toString(sum(orders.total)) AS total
FROM (${ordersSql({ projectId, currency, events: buyers })}) AS orders
INNER JOIN (
  SELECT profile, ts, min(${ruleColumns(staging.mapping).stages}[rule + 1]) AS stage FROM (${staged}) GROUP BY profile, ts
) AS placing ON placing.profile = orders.profile_key AND placing.ts = orders.placed_at
WHERE ${within(sql`orders.placed_at`, range)} AND placing.stage > 0
GROUP BY placing.stage, orders.currency
ORDER BY stage, sum(orders.total) DESC, currency`
}
