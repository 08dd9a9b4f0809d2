import { expect, test } from 'vitest'
import type { JsonObject } from './segment-message.ts'
import { simulate } from './simulate.ts'

const currencies = ['EUR', 'GBP', 'CHF', 'SEK', 'PLN', 'USD'] as const
const year = [
  ...simulate({
    seed: 'orders',
    from: '2025-06-01',
    to: '2026-01-01',
    people: 9000,
    currencies: [...currencies],
  }),
]
const named = (name: string) =>
  year.flatMap((message) => (message.type === 'track' && message.event === name ? [message] : []))
const completed = named('Order Completed')
const byId = new Map(completed.map((message) => [message.properties.order_id, message]))
const cents = (value: unknown) => Math.round(Number(value) * 100)

test('order ids are unique', () => {
  expect(completed.length).toBeGreaterThan(400)
  expect(byId.size).toBe(completed.length)
})

test('whatever follows an order names one that was completed before, by the same person', () => {
  for (const name of [
    'Order Refunded',
    'Order Cancelled',
    'Order Updated',
    'Shipment Updated',
    'Order Picked Up',
  ]) {
    expect(named(name).length, name).toBeGreaterThan(0)
    for (const message of named(name)) {
      const order = byId.get(message.properties.order_id)
      expect(order, name).toBeDefined()
      expect(order && order.timestamp < message.timestamp).toBe(true)
      if (message.userId) expect(message.userId).toBe(order?.userId)
      else expect(message.anonymousId).toBe(order?.anonymousId)
    }
  }
})

test('a refund gives back no more than was paid, in the same currency', () => {
  for (const { properties } of named('Order Refunded')) {
    const order: JsonObject = byId.get(properties.order_id)?.properties ?? {}
    expect(properties.currency).toBe(order.currency)
    expect(cents(properties.revenue)).toBeGreaterThan(0)
    expect(cents(properties.revenue)).toBeLessThanOrEqual(cents(order.revenue))
    expect(cents(properties.total)).toBeLessThanOrEqual(cents(order.total))
    if (properties.full) expect(properties.revenue).toBe(order.revenue)
  }
})

test('a cancelled order is neither sent nor given back', () => {
  const cancelled = new Set(named('Order Cancelled').map((message) => message.properties.order_id))
  for (const name of ['Shipment Updated', 'Order Refunded']) {
    expect(named(name).some((message) => cancelled.has(message.properties.order_id))).toBe(false)
  }
})

test('an order adds up', () => {
  for (const { properties } of completed) {
    const products = properties.products
    const lines = Array.isArray(products) ? products : []
    const goods = lines.reduce((sum: number, line) => sum + cents(line.price) * Number(line.quantity), 0)
    expect(cents(properties.subtotal)).toBe(goods - cents(properties.discount))
    expect(properties.revenue).toBe(properties.subtotal)
    expect(cents(properties.total)).toBe(
      cents(properties.subtotal) + cents(properties.tax) + cents(properties.shipping),
    )
    expect(properties.coupon === undefined).toBe(cents(properties.discount) === 0)
  }
})

test('each market pays in its own currency where the shop takes it', () => {
  const home: Record<string, string> = { GB: 'GBP', CH: 'CHF', SE: 'SEK', PL: 'PLN', US: 'USD' }
  for (const { context, properties } of completed) {
    const country = context.location?.country ?? ''
    expect(properties.currency).toBe(home[country] ?? 'EUR')
  }
  expect(new Set(completed.map((message) => message.properties.currency)).size).toBe(currencies.length)
})

test('by default everybody pays in euros', () => {
  const paid = [...simulate({ seed: 'orders', from: '2025-06-01', to: '2025-08-01', people: 1500 })].flatMap(
    (message) =>
      message.type === 'track' && message.event === 'Order Completed' ? [message.properties.currency] : [],
  )
  expect(new Set(paid)).toEqual(new Set(['EUR']))
})

test('order values are about log-normal, around 60 euros', () => {
  const inEuros = completed.filter((message) => message.properties.currency === 'EUR')
  const values = inEuros.map((message) => Number(message.properties.revenue))
  const logs = values.map(Math.log)
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
  const centre = mean(logs)
  const spread = Math.sqrt(mean(logs.map((log) => (log - centre) ** 2)))
  const skew = mean(logs.map((log) => ((log - centre) / spread) ** 3))
  expect(mean(values)).toBeGreaterThan(52)
  expect(mean(values)).toBeLessThan(70)
  expect(spread).toBeGreaterThan(0.4)
  expect(spread).toBeLessThan(0.8)
  expect(Math.abs(skew)).toBeLessThan(0.5)
})
