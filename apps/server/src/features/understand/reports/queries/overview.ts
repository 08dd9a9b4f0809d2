import { type Static, Type } from 'typebox'
import { sql, within } from '../../../../platform/analytics/sql.ts'
import type { Buckets } from '../../../../platform/calendar.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { bucketIndex } from '../../../../platform/events/period-sql.ts'

const Visits = Type.Object({ bucket: Type.Integer(), people: Type.Integer(), sessions: Type.Integer() })

export type VisitsRow = Static<typeof Visits>

/** People and sessions of each bucket; bucket -1 is the whole range, whose people are not the sum of the buckets'. */
export async function queryVisits(scope: Scope, buckets: Buckets): Promise<VisitsRow[]> {
  const { from, session } = await scope.sessionsFor('session')
  return scope.query(
    'overview_visits',
    sql`SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  toUInt32(uniqExact(${scope.person})) AS people, toUInt32(uniqExact(${session})) AS sessions
FROM ${from}
WHERE ${scope.everyEvent} AND ${scope.during} AND ${ofEvent('*')}
GROUP BY ${bucketIndex(buckets, scope.range.from)} AS bucket_index WITH ROLLUP`,
    Visits,
  )
}

const Orders = Type.Object({
  bucket: Type.Integer(),
  currency: Type.String(),
  orders: Type.Integer(),
  buyers: Type.Integer(),
  total: Type.String(),
})

export type OrdersRow = Static<typeof Orders>

/**
 * Orders placed in each bucket, their buyers and money. Bucket -1 is the whole range, currency '' all currencies
 * together, whose total says nothing.
 *
 * @param currency of an order that names none; ISO 4217
 */
export function queryOrders(scope: Scope, buckets: Buckets, currency: string): Promise<OrdersRow[]> {
  const orders = ordersSql({ projectId: scope.projectId, currency, events: scope.everyEvent })
  return scope.query(
    'overview_orders',
    sql`SELECT toInt32(if(grouping(bucket_index) = 1, -1, bucket_index)) AS bucket,
  if(grouping(paid_in) = 1, '', paid_in) AS currency,
  toUInt32(count()) AS orders, toUInt32(uniqExact(profile_key)) AS buyers, toString(sum(paid)) AS total
FROM (
  SELECT currency AS paid_in, total AS paid, profile_key, ${bucketIndex(buckets, scope.range.from)} AS bucket_index
  FROM (SELECT *, placed_at AS ts FROM (${orders}) WHERE ${within(sql`placed_at`, scope.range)})
)
GROUP BY GROUPING SETS ((bucket_index, paid_in), (bucket_index), (paid_in), ())`,
    Orders,
  )
}
