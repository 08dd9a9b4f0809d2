import { type Sql, sql, text, uint64s } from '../analytics/sql.ts'
import { jsonText } from './event-fields.ts'
import { profileKey } from './profile-key.ts'

export interface OrdersScope {
  readonly projectId: string
  /** The project's, of an order that names none; ISO 4217. */
  readonly currency: string
  /** Further condition on the events that are read. */
  readonly events?: Sql
  /** Something of the event that placed an order, such as its session: the column `placing`. */
  readonly placing?: Sql
  /** Person keys: their orders only, found by the primary key. */
  readonly keys?: readonly string[]
}

/**
 * One row an order: `profile_key`, `order_key`, `placed_at` (its first Order Completed), `currency` and `total`
 * (Decimal, six places). Cancelled orders and those refunded in whole are left out.
 *
 * Events of one person with one `order_id` are one order; an Order Completed without an id is an order of its own. The
 * amount is `revenue`, else `total`, else `value`, by the latest Order Completed or Order Updated that has one. Refunds
 * are taken off; one without an amount refunds all.
 *
 * @example sql`SELECT currency, count() AS orders, sum(total) AS total FROM (${ordersSql(scope)}) GROUP BY currency`
 */
export function ordersSql({ projectId, currency, events = sql`1`, placing, keys }: OrdersScope): Sql {
  // Whose it is, first: else the engine reads more columns of each part before it learns that nothing of theirs is there.
  const first = keys ? sql` PREWHERE person_key IN ${uint64s(keys)}` : sql``
  const states = sql`event IN ('Order Completed', 'Order Updated') AND isNotNull(amount)`
  return sql`SELECT
    profile_key,
    order_key,
    minIf(ts, event = 'Order Completed') AS placed_at,
    ifNull(argMaxOrNullIf(order_currency, (ts, order_message), ${states}), ${text(currency)}) AS currency,
    if(countIf(event = 'Order Refunded' AND isNull(amount)) > 0,
      toDecimal128(0, 6),
      ifNull(argMaxIf(amount, (ts, order_message), ${states}), toDecimal128(0, 6))
        - ifNull(sumIf(amount, event = 'Order Refunded'), toDecimal128(0, 6))) AS total${
          placing
            ? sql`,
    argMinIf(of_placing, (ts, order_message), event = 'Order Completed') AS placing`
            : sql``
        }
  FROM (
    SELECT
      ${profileKey()} AS profile_key, event, ts, order_message,
      ifNull(nullIf(${jsonText(sql`order_properties`, ['order_id'])}, ''), concat('event ', order_message)) AS order_key,
      coalesce(${money('revenue')}, ${money('total')}, ${money('value')}) AS amount,
      if(match(${declared}, '^[A-Za-z]{3}$'), upper(${declared}), ${text(currency)}) AS order_currency${
        placing
          ? sql`,
      ${placing} AS of_placing`
          : sql``
      }
    FROM events${first}
    WHERE project_id = ${text(projectId)}
      AND event IN ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
      AND ${events}
  )
  GROUP BY profile_key, order_key
  HAVING countIf(event = 'Order Completed') > 0 AND countIf(event = 'Order Cancelled') = 0
    AND NOT (countIf(event = 'Order Refunded') > 0 AND total <= 0)`
}

const declared = sql`ifNull(${jsonText(sql`order_properties`, ['currency'])}, '')`

/** Exact as it is written, to the sixth place. */
const money = (property: string): Sql =>
  sql`toDecimal128OrNull(${jsonText(sql`order_properties`, [property])}, 6)`
