import { type Static, Type } from 'typebox'
import { moment, type Sql, sql, within } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'
import type { SessionSource } from '../../../../platform/events/sessions.ts'
import type { IsoRange } from '../../../../platform/range.ts'

const Visits = Type.Object({ bucket: Type.Integer(), people: Type.Integer(), sessions: Type.Integer() })

export type VisitsRow = Static<typeof Visits>

/** People and sessions of each bucket; bucket -1 is the whole range, whose people are not the sum of the buckets'. */
export async function queryVisits(scope: Scope, buckets: Buckets): Promise<VisitsRow[]> {
  return scope.query('overview_visits', visitsSql(scope, buckets, await scope.sessionsFor('session')), Visits)
}

export const visitsSql = (scope: Scope, buckets: Buckets, { from, session }: SessionSource): Sql =>
  sql`SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  toUInt32(uniqExact(${scope.person})) AS people, toUInt32(uniqExact(${session})) AS sessions
FROM ${from}
WHERE ${scope.everyEvent} AND ${scope.during} AND ${ofEvent('*')}
GROUP BY ${bucketIndex(buckets, scope.range.from)} AS bucket_index WITH ROLLUP`

/** A period and the one just before it. */
export interface Periods {
  readonly now: CutPeriod
  readonly before: CutPeriod
}

export interface CutPeriod {
  readonly range: IsoRange
  readonly buckets: Buckets
}

const Orders = Type.Object({
  is_now: Type.Integer(),
  bucket: Type.Integer(),
  currency: Type.String(),
  orders: Type.Integer(),
  buyers: Type.Integer(),
  total: Type.String(),
})

export type OrdersRow = Static<typeof Orders>

/**
 * Orders placed in each bucket of both, their buyers and money. Bucket -1 is a whole period, currency '' all currencies
 * together, whose total says nothing. One reading for both periods: an order is told by events of any time.
 *
 * @param currency of an order that names none; ISO 4217
 */
export const queryOrders = (scope: Scope, periods: Periods, currency: string): Promise<OrdersRow[]> =>
  scope.query('overview_orders', ordersPlacedSql(scope, periods, currency), Orders)

export function ordersPlacedSql(scope: Scope, periods: Periods, currency: string): Sql {
  const orders = ordersSql({ projectId: scope.projectId, currency, events: scope.everyEvent })
  return sql`SELECT toUInt8(is_now) AS is_now, toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  if(grouping(paid_in) = 1, '', paid_in) AS currency,
  toUInt32(count()) AS orders, toUInt32(uniqExact(profile_key)) AS buyers, toString(sum(paid)) AS total
FROM (
  SELECT currency AS paid_in, total AS paid, profile_key, ${cutBy(periods)}
  FROM (SELECT *, placed_at AS ts FROM (${orders}) WHERE ${within(sql`placed_at`, wholeOf(periods))})
)
GROUP BY GROUPING SETS ((is_now, bucket_index, paid_in), (is_now, bucket_index), (is_now, paid_in), (is_now))`
}

const wholeOf = ({ now, before }: Periods): IsoRange => ({ from: before.range.from, to: now.range.to })

/** Of an order of either period: which one, and the bucket there. */
const cutBy = ({ now, before }: Periods): Sql =>
  sql`ts >= ${moment(now.range.from)} AS is_now,
  if(is_now, ${bucketIndex(now.buckets, now.range.from)}, ${bucketIndex(before.buckets, before.range.from)}) AS bucket_index`
