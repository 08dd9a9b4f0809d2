import { expect, type Page } from '@playwright/test'
import { type ClientShop, type ClientVersion, startClientShop } from './client-shop.ts'
import { serverTest as test } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'

/** Segment's own browser client, told nothing but key and host, on a page of another origin. */
let shop: ClientShop
test.beforeAll(async () => {
  shop = await startClientShop()
})
test.afterAll(() => shop.close())

interface ArrivedEvent {
  readonly type: string
  readonly event: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly channel: string
  readonly properties: Record<string, unknown>
  readonly context: {
    readonly page?: { readonly url?: string }
    readonly userAgent?: string
    readonly ip?: string
  }
}

async function arrived(server: RunningServer, userId: string): Promise<ArrivedEvent[]> {
  const answer = await fetch(`${server.url}/api/v1/events?limit=1000`, {
    headers: { authorization: `Bearer ${credentials.apiToken}` },
  })
  expect(answer.status).toBe(200)
  const { events } = (await answer.json()) as { events: ArrivedEvent[] }
  return events.filter((event) => event.userId === userId)
}

interface Client {
  identify(userId: string, traits: object): Promise<unknown>
  page(name: string): Promise<unknown>
  screen(name: string): Promise<unknown>
  track(event: string, properties: object): Promise<unknown>
  group(groupId: string, traits: object): Promise<unknown>
  alias(userId: string): Promise<unknown>
}

/** The page's globals that these tests touch: the compiler knows the server's, not the browser's. */
interface ShopWindow {
  AnalyticsNext: { AnalyticsBrowser: { load(settings: object, options: object): Client } }
  client: Client
  navigator: { sendBeacon(url: string, body: string): boolean }
}

/** Starts the client in the page; `batching` sends what has gathered after 200 ms. */
async function load(page: Page, server: RunningServer, batching: boolean, timeout = 200): Promise<void> {
  await page.evaluate(
    ({ writeKey, cdnURL, deliveryStrategy }) => {
      const shopWindow = globalThis as unknown as ShopWindow
      shopWindow.client = shopWindow.AnalyticsNext.AnalyticsBrowser.load(
        { writeKey, cdnURL },
        { integrations: { 'Segment.io': deliveryStrategy ? { deliveryStrategy } : {} } },
      )
    },
    {
      writeKey: credentials.writeKey,
      cdnURL: server.url,
      deliveryStrategy: batching ? { strategy: 'batching', config: { size: 100, timeout } } : undefined,
    },
  )
}

/** Version 1.55 sends batches to https whatever it is told: here, as on a site, something before the server ends TLS. */
async function endTls(page: Page, server: RunningServer): Promise<void> {
  const { host } = new URL(server.url)
  await page.route(`https://${host}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace('https://', 'http://') })
    await route.fulfill({ response })
  })
}

const modes: readonly (readonly [ClientVersion, 'single' | 'batching'])[] = [
  ['current', 'single'],
  ['current', 'batching'],
  ['1.55', 'single'],
  ['1.55', 'batching'],
]

for (const [version, mode] of modes) {
  test(`analytics-next ${version} in ${mode} mode`, async ({ page, server }) => {
    const userId = `user of ${version} ${mode}`
    const failures: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') failures.push(message.text())
    })
    page.on('pageerror', (error) => failures.push(error.message))
    if (version === '1.55') await endTls(page, server)
    await page.goto(shop.page(version, '/products/lamp'))
    await load(page, server, mode === 'batching')
    await page.evaluate(async (id) => {
      const { client } = globalThis as unknown as ShopWindow
      await client.identify(id, { email: 'ann@example.com' })
      await client.page('Lamp')
      await client.screen('Lamp in app')
      await client.track('Product Added', { product_id: 'lamp', price: 49.9 })
      await client.group('household-1', { size: 2 })
      await client.alias(id)
    }, userId)

    await expect.poll(async () => (await arrived(server, userId)).length).toBe(6)
    const events = await arrived(server, userId)
    const ofType = (type: string) => events.find((event) => event.type === type)
    expect(ofType('identify')?.properties).toMatchObject({ email: 'ann@example.com' })
    expect(ofType('page')).toMatchObject({ event: 'Lamp', properties: { path: '/products/lamp' } })
    expect(ofType('screen')).toMatchObject({ event: 'Lamp in app' })
    expect(ofType('track')).toMatchObject({
      event: 'Product Added',
      channel: 'web',
      properties: { product_id: 'lamp', price: 49.9 },
      context: {
        page: { url: shop.page(version, '/products/lamp') },
        userAgent: expect.stringContaining('Chrome'),
      },
    })
    expect(ofType('group')?.properties).toMatchObject({ size: 2 })
    expect(ofType('alias')).toBeDefined()
    for (const { anonymousId, context } of events) {
      expect(anonymousId).toMatch(/^[0-9a-f-]{36}$/)
      expect(context.ip).toBeUndefined()
    }
    expect(failures).toEqual([])
  })
}

test('what a batch still holds is sent when the page is left', async ({ page, server }) => {
  const userId = 'leaver'
  await page.goto(shop.page('current'))
  await load(page, server, true, 3_600_000)
  await page.evaluate(async (id) => {
    const { client } = globalThis as unknown as ShopWindow
    await client.identify(id, {})
    await client.track('Cart Viewed', {})
  }, userId)
  expect(await arrived(server, userId)).toHaveLength(0)
  await page.goto('about:blank')
  await expect
    .poll(async () => (await arrived(server, userId)).map(({ type }) => type).sort())
    .toEqual(['identify', 'track'])
})

test('a beacon needs no header', async ({ page, server }) => {
  await page.goto(shop.page('current'))
  const queued = await page.evaluate(
    ({ url, writeKey }) =>
      (globalThis as unknown as ShopWindow).navigator.sendBeacon(
        url,
        JSON.stringify({ writeKey, batch: [{ type: 'track', event: 'Page Left', userId: 'beacon' }] }),
      ),
    { url: `${server.url}/v1/b`, writeKey: credentials.writeKey },
  )
  expect(queued).toBe(true)
  await expect.poll(async () => (await arrived(server, 'beacon')).length).toBe(1)
})
