import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ClickHouseDouble, startClickHouseDouble } from './testing/clickhouse-double.ts'
import { newDataDir, startTestApp, type TestApp } from './testing/test-app.ts'

let dataDir: string
let double: ClickHouseDouble
let app: TestApp

const start = () => startTestApp({ config: { clickhouseUrl: double.url }, dataDir })

beforeAll(async () => {
  dataDir = await newDataDir()
  double = await startClickHouseDouble(join(dataDir, 'clickhouse'))
  app = await start()
})
afterAll(async () => {
  await app.close()
  await double.close()
  await rm(dataDir, { recursive: true })
})

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString()
const range = { from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z' }

async function answer(method: 'GET' | 'POST', url: string, body?: object) {
  const got = await app.request(method, url, body)
  expect(got.statusCode, `${got.body}\n${app.logged()}`).toBe(200)
  return got.json()
}

const behind = async () => (await answer('GET', '/api/v1/projections')).projections[0].behind

it('takes events, knows their people and answers reports', async () => {
  await answer('POST', '/v1/batch', {
    writeKey: app.writeKey,
    batch: [
      { type: 'track', event: 'Product Viewed', anonymousId: 'va', timestamp: at(1) },
      {
        type: 'identify',
        userId: "o'neil \\ 😀",
        anonymousId: 'va',
        traits: { name: 'Shea\n"O\'Neil"' },
        timestamp: at(5),
      },
      {
        type: 'track',
        event: 'Order Completed',
        userId: "o'neil \\ 😀",
        timestamp: at(9),
        properties: { order_id: 'o1', revenue: 10.5, currency: 'EUR' },
      },
      { type: 'track', event: 'Product Viewed', userId: 'bob', timestamp: at(2) },
    ],
  })
  await expect.poll(behind, { timeout: 20_000, interval: 20 }).toBe(0)

  const customer = `/api/v1/customer/${encodeURIComponent("o'neil \\ 😀")}`
  expect(await answer('GET', `${customer}/profile`)).toMatchObject({
    traits: { name: 'Shea\n"O\'Neil"' },
    firstSeen: at(1),
    lastSeen: at(9),
    eventCount: 3,
    revenue: [{ currency: 'EUR', total: '10.50' }],
  })

  const funnel = await answer('POST', '/api/v1/reports/funnel', {
    ...range,
    timezone: 'UTC',
    steps: [{ event: 'Product Viewed' }, { event: 'Order Completed' }],
    order: 'ordered',
    windowSeconds: 3600,
    unit: 'person',
  })
  expect(funnel.steps).toMatchObject([{ count: 2 }, { count: 1, averageSeconds: 480 }])

  const overview = await answer('GET', `/api/v1/overview?from=${range.from}&to=${range.to}&interval=day`)
  expect(overview.figures).toMatchObject({
    people: 2,
    orders: 1,
    revenue: [{ currency: 'EUR', total: '10.5' }],
  })
})

it('finds all of it again when it is started once more', async () => {
  await app.close()
  app = await start()
  const { writeKey } = app
  await answer('POST', '/v1/batch', {
    writeKey,
    batch: [{ type: 'track', event: 'Product Viewed', userId: 'bob', timestamp: at(3) }],
  })
  await expect.poll(behind, { timeout: 20_000, interval: 20 }).toBe(0)
  expect(await answer('GET', '/api/v1/customer/bob/profile')).toMatchObject({ eventCount: 2 })
})
