import { all, keyword, type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'

interface Buyers {
  readonly projectId: string
  readonly currency: string
  /** Which people to score; the fifths are always those of all buyers. */
  readonly scope: Sql
  /** Condition on all orders' events, to look at what was before a moment. */
  readonly until?: Sql
}

/**
 * `profile_key` and `score` of buyers: 1 + how many of the four quintile bounds over all buyers lie below the person's
 * value (their latest order, number of orders, or sum in a currency). Equal values get equal scores, the lower one.
 */
export function scoredSql(of: 'recency' | 'frequency' | 'money', currency: string, buyers: Buyers): Sql {
  const values = (events: Sql) => sql`SELECT profile_key, ${keyword(of, {
    recency: sql`toFloat64(toUnixTimestamp64Milli(max(placed_at)))`,
    frequency: sql`toFloat64(count())`,
    money: sql`toFloat64(sumIf(total, currency = ${text(currency)}))`,
  })} AS value
    FROM (${ordersSql({ projectId: buyers.projectId, currency: buyers.currency, events })}) GROUP BY profile_key`
  const { scope, until } = buyers
  return sql`SELECT profile_key, 1 + arrayCount(bound -> value > bound, bounds) AS score
    FROM (${values(until ? all([scope, until]) : scope)}) AS scored
    CROSS JOIN (SELECT quantilesExactLow(0.2, 0.4, 0.6, 0.8)(value) AS bounds FROM (${values(until ?? sql`1`)})) AS fifths`
}
