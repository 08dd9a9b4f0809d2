import { orderStates } from '@throughline/contract/people'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql } from '../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../platform/events/orders.ts'

const OrderRow = Type.Object({
  order_key: Type.String(),
  placed_ms: Type.String(),
  state: Type.Enum(orderStates),
  currency: Type.String(),
  placed_total: Type.String(),
  total: Type.String(),
})

export type CustomerOrderRow = Static<typeof OrderRow>

/** All orders of a person, the newest first. */
export type CustomerOrdersQuery = (
  projectId: string,
  keys: readonly string[],
  currency: string,
) => Promise<CustomerOrderRow[]>

export const customerOrdersQuery =
  (analytics: Analytics): CustomerOrdersQuery =>
  (projectId, keys, currency) =>
    analytics.query(customerOrdersSql(projectId, keys, currency), OrderRow, {
      name: 'orders_of_person',
      project: projectId,
    })

/**
 * A person's orders with what became of each. Orders as everything else counts them hold neither cancelled ones nor those
 * refunded in whole; read without the events that take an order away, they hold these too.
 */
export function customerOrdersSql(projectId: string, keys: readonly string[], currency: string): Sql {
  const orders = (events: Sql) => ordersSql({ projectId, currency, keys, events })
  return sql`SELECT
  placed.order_key AS order_key,
  toUnixTimestamp64Milli(placed.placed_at) AS placed_ms,
  multiIf(
    placed.order_key NOT IN (SELECT order_key FROM (${orders(sql`event != 'Order Refunded'`)})), 'cancelled',
    kept.order_key = '', 'refunded',
    kept.total < placed.total, 'partly_refunded',
    'placed') AS state,
  placed.currency AS currency,
  toString(placed.total) AS placed_total,
  toString(kept.total) AS total
FROM (${orders(sql`event IN ('Order Completed', 'Order Updated')`)}) AS placed
LEFT JOIN (${orders(sql`1`)}) AS kept ON kept.order_key = placed.order_key
ORDER BY placed.placed_at DESC, placed.order_key LIMIT 1000`
}
