import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { collectionTestApp } from './collection-test-app.ts'

/** The clients as published, told nothing but key and host. */
const app = collectionTestApp()
let host = ''

beforeAll(async () => {
  host = await app.http.listen({ port: 0, host: '127.0.0.1' })
})
beforeEach(() => {
  app.rows.length = 0
})
afterAll(() => app.http.close())

const past = new Date('2025-03-01T10:00:00.123Z')

test('@segment/analytics-node', async () => {
  const client = new Analytics({ writeKey: 'key', host, flushAt: 10 })
  const failures: unknown[] = []
  client.on('error', (error) => failures.push(error))
  client.identify({ userId: 'u1', traits: { email: 'Ann@Example.com', plan: 'pro' } })
  client.track({
    userId: 'u1',
    event: 'Order Completed',
    properties: { order_id: 'o1', revenue: 12.5 },
    context: { ip: '203.0.113.7', traits: { phone: '+49 30 123456' } },
    timestamp: past,
    messageId: 'm1',
  })
  client.page({
    anonymousId: 'a1',
    name: 'Home',
    category: 'Shop',
    properties: { url: 'https://shop.example/' },
  })
  client.screen({ anonymousId: 'a1', name: 'Cart' })
  client.group({ userId: 'u1', groupId: 'g1', traits: { employees: 3 } })
  client.alias({ userId: 'u1', previousId: 'a1' })
  await client.closeAndFlush({ timeout: 10_000 })

  expect(failures).toEqual([])
  expect(app.rows.map(({ type }) => type)).toEqual(['identify', 'track', 'page', 'screen', 'group', 'alias'])
  const [identify, track, page, screen, group, alias] = app.rows
  expect(identify).toMatchObject({ user_id: 'u1', email: 'ann@example.com', channel: 'server' })
  expect(JSON.parse(identify?.properties ?? '')).toEqual({ email: 'Ann@Example.com', plan: 'pro' })
  expect(track).toMatchObject({
    event: 'Order Completed',
    message_id: 'm1',
    ts: past.getTime(),
    phone: '+4930123456',
    properties: '{"order_id":"o1","revenue":12.5}',
  })
  expect(track?.context).not.toContain('203.0.113.7')
  expect(page).toMatchObject({ event: 'Home', anonymous_id: 'a1', url: 'https://shop.example/', path: '/' })
  expect(JSON.parse(page?.properties ?? '')).toMatchObject({ name: 'Home', category: 'Shop' })
  expect(screen).toMatchObject({ event: 'Cart', anonymous_id: 'a1' })
  expect(group).toMatchObject({ group_id: 'g1', user_id: 'u1', properties: '{"employees":3}' })
  expect(alias).toMatchObject({ user_id: 'u1', previous_id: 'a1' })
})

test('@segment/analytics-node is told of a wrong key', async () => {
  const client = new Analytics({ writeKey: 'wrong', host, flushAt: 1, maxRetries: 0 })
  const statuses: unknown[] = []
  client.on('http_response', ({ status }) => statuses.push(status))
  client.on('error', () => undefined)
  client.track({ userId: 'u1', event: 'E' })
  await client.closeAndFlush({ timeout: 10_000 })
  expect(statuses).toContain(401)
  expect(app.rows).toEqual([])
})

test.each([
  ['compressed', true],
  ['plain', false],
])('@rudderstack/rudder-sdk-node, %s', async (_name, gzip) => {
  const client = new RudderAnalytics('key', { dataPlaneUrl: host, flushAt: 10, gzip, logLevel: 'none' })
  client.identify({ userId: 'u1', traits: { email: 'ann@example.com' } })
  client.track({ userId: 'u7', event: 'Order Completed', properties: { revenue: 12.5 }, timestamp: past })
  client.page({ anonymousId: 'a1', name: 'Home' })
  client.screen({ anonymousId: 'a1', name: 'Cart' })
  client.group({ userId: 'u1', groupId: 'g1', traits: { employees: 3 } })
  client.alias({ userId: 'u1', previousId: 'a1' })
  await client.flush()

  expect(app.rows.map(({ type }) => type)).toEqual(['identify', 'track', 'page', 'screen', 'group', 'alias'])
  expect(app.rows).toMatchObject([
    { user_id: 'u1', email: 'ann@example.com', properties: '{"email":"ann@example.com"}', channel: 'server' },
    { user_id: 'u7', event: 'Order Completed', ts: past.getTime(), properties: '{"revenue":12.5}' },
    { anonymous_id: 'a1', event: 'Home' },
    { anonymous_id: 'a1', event: 'Cart' },
    { group_id: 'g1', properties: '{"employees":3}' },
    { user_id: 'u1', previous_id: 'a1' },
  ])
})
