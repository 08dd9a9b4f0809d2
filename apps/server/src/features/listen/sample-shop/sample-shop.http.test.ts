import { setTimeout } from 'node:timers/promises'
import type { SampleShop } from '@throughline/contract/sample-shop'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../platform/analytics/sql.ts'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const Count = Type.Object({ events: Type.Integer() })

let app: TestApp
let now = Date.UTC(2026, 4, 20, 12)
beforeAll(async () => {
  app = await startTestApp({ clock: () => now })
})
afterAll(() => app.close())

const stored = async () => {
  const [row] = await app.analytics.query(sql`SELECT toInt32(count()) AS events FROM events`, Count, {
    name: 'test_count',
  })
  return row?.events
}

const loaded = async (): Promise<SampleShop> => {
  for (;;) {
    const shop: SampleShop = (await app.request('GET', '/api/v1/sample-shop')).json()
    if (shop.status !== 'loading') return shop
    await setTimeout(50)
  }
}

describe('the sample shop', () => {
  it('is loaded once, whole, and not again on another day', async () => {
    expect((await app.request('GET', '/api/v1/sample-shop')).json()).toMatchObject({ status: 'absent' })
    const begun = await app.request('POST', '/api/v1/sample-shop')
    expect(begun.statusCode).toBe(202)
    expect(begun.json()).toMatchObject({ status: 'loading' })
    const shop = await loaded()
    expect(shop).toMatchObject({ status: 'loaded', events: shop.expected })
    expect(shop.events).toBeGreaterThan(50_000)
    expect(await stored()).toBe(shop.events)

    now += 3 * 86_400_000
    expect((await app.request('POST', '/api/v1/sample-shop')).json()).toEqual(shop)
    expect(await stored()).toBe(shop.events)
  })
})
