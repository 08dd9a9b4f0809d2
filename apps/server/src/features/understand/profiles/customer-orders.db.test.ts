import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql, uint64s } from '../../../platform/analytics/sql.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { ordersSql } from '../../../platform/events/orders.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { customerOrdersQuery, customerOrdersSql } from './customer-orders-queries.ts'

let store: EventStore
beforeAll(async () => {
  store = await openEventStore()
})
afterAll(() => store.close())

let minute = 0
const order = (what: string, properties: object, said: Partial<EventRow> = {}): EventRow =>
  eventRow({
    event: `Order ${what}`,
    ts: Date.UTC(2026, 0, 1, 0, minute++),
    user_id: 'buyer',
    properties: JSON.stringify(properties),
    ...said,
  })

const history = [
  order('Completed', { order_id: 'placed', total: 10 }),
  order('Completed', { order_id: 'updated', total: 10 }),
  order('Updated', { order_id: 'updated', total: 12, currency: 'USD' }),
  order('Completed', { order_id: 'free', total: 0 }),
  order('Completed', { order_id: 'partly', total: 10 }),
  order('Refunded', { order_id: 'partly', total: 4 }),
  order('Refunded', { order_id: 'partly', total: 1.5 }),
  order('Completed', { order_id: 'in parts', total: 10 }),
  order('Refunded', { order_id: 'in parts', total: 4 }),
  order('Refunded', { order_id: 'in parts', total: 6 }),
  order('Completed', { order_id: 'at once', total: 10 }),
  order('Refunded', { order_id: 'at once' }),
  order('Completed', { order_id: 'too much', total: 10 }),
  order('Refunded', { order_id: 'too much', total: 11 }),
  order('Completed', { order_id: 'cancelled', total: 10 }),
  order('Cancelled', { order_id: 'cancelled' }),
  order('Completed', { order_id: 'cancelled and refunded', total: 10 }),
  order('Refunded', { order_id: 'cancelled and refunded', total: 10 }),
  order('Cancelled', { order_id: 'cancelled and refunded' }),
  order('Refunded', { order_id: 'never placed', total: 10 }),
  order('Completed', { total: 3 }, { message_id: 'numberless' }),
  order('Completed', { order_id: 'priceless' }),
  order('Completed', { order_id: 'placed', total: 99 }, { user_id: 'another' }),
]
const keys = [history[0]?.person_key ?? '']

it('tells what became of each order, the newest first', async () => {
  await store.write(history)
  const rows = await customerOrdersQuery(store.analytics)('p', keys, 'EUR')
  const told = rows.map((row) => [row.order_key, row.state, row.currency, row.placed_total, row.total])
  expect(told).toEqual([
    ['priceless', 'placed', 'EUR', '0', '0'],
    ['event numberless', 'placed', 'EUR', '3', '3'],
    ['cancelled and refunded', 'cancelled', 'EUR', '10', '0'],
    ['cancelled', 'cancelled', 'EUR', '10', '0'],
    ['too much', 'refunded', 'EUR', '10', '0'],
    ['at once', 'refunded', 'EUR', '10', '0'],
    ['in parts', 'refunded', 'EUR', '10', '0'],
    ['partly', 'partly_refunded', 'EUR', '10', '4.5'],
    ['free', 'placed', 'EUR', '0', '0'],
    ['updated', 'placed', 'USD', '12', '12'],
    ['placed', 'placed', 'EUR', '10', '10'],
  ])
})

it('agrees with the orders that reports, segments and the profile count', async () => {
  const rows = await customerOrdersQuery(store.analytics)('p', keys, 'EUR')
  const counted = await store.analytics.query(
    sql`SELECT order_key, currency, toString(total) AS total
        FROM (${ordersSql({ projectId: 'p', currency: 'EUR', events: sql`person_key IN ${uint64s(keys)}` })})
        ORDER BY placed_at DESC`,
    Type.Object({ order_key: Type.String(), currency: Type.String(), total: Type.String() }),
    { name: 'test' },
  )
  const counting = rows.filter(({ state }) => state === 'placed' || state === 'partly_refunded')
  expect(counting.map(({ order_key, currency, total }) => ({ order_key, currency, total }))).toEqual(counted)
})

it('reads as its golden file says', async () => {
  await expect(`${customerOrdersSql('p', ['7'], 'EUR').compile().query}\n`).toMatchFileSnapshot(
    'customer-orders.golden.sql',
  )
})
