import { type BrowserContext, expect, type Page } from '@playwright/test'
import { type SdkSite, startSdkSite } from './sdk-site.ts'
import { serverTest as test } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'

/** The SDK of the real server on a site of another origin; what arrived is asked of the server. */
let site: SdkSite
test.beforeAll(async ({ server }) => {
  site = await startSdkSite({ server: server.url, writeKey: credentials.writeKey })
})
test.afterAll(() => site.close())

interface ArrivedEvent {
  readonly messageId: string
  readonly type: string
  readonly event: string
  readonly timestamp: string
  readonly userId: string | null
  readonly anonymousId: string
  readonly sessionId: string
  readonly channel: string
  readonly properties: Record<string, unknown>
  readonly context: {
    readonly page: { readonly path: string; readonly referrer: string; readonly title: string }
    readonly campaign?: Record<string, string>
    readonly clickIds?: Record<string, string>
    readonly touch: Record<'first' | 'last', { readonly url: string; readonly campaign?: object }>
    readonly consent?: { readonly categoryPreferences: Record<string, boolean> }
    readonly groupId?: string
    readonly library: { readonly name: string }
    readonly custom?: string
  }
}

/** The page's client, as a page calls it. */
interface SdkWindow {
  throughline: {
    page(...args: unknown[]): void
    track(event: string, properties?: object): void
    identify(...args: unknown[]): void
    consent(choices: object): void
    reset(): void
    ids(): { anonymousId: string; userId: string | null; sessionId: string }
  }
  calledBack?: boolean
}

async function arrived(
  server: RunningServer,
  wanted: (event: ArrivedEvent) => boolean,
): Promise<ArrivedEvent[]> {
  const answer = await fetch(`${server.url}/api/v1/events?limit=1000`, {
    headers: { authorization: `Bearer ${credentials.apiToken}` },
  })
  expect(answer.status).toBe(200)
  const { events } = (await answer.json()) as { events: ArrivedEvent[] }
  return events.filter(wanted).sort((a, b) => a.timestamp.localeCompare(b.timestamp))
}

const named =
  (start: string) =>
  ({ event }: ArrivedEvent): boolean =>
    event.startsWith(start)
const pagesOf =
  (start: string) =>
  ({ type, properties }: ArrivedEvent): boolean =>
    type === 'page' && String(properties.path).startsWith(start)
const names = (events: ArrivedEvent[]): string[] => events.map(({ event }) => event).sort()

/** As the server's own answers are. */
const readable = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }

/** Goes to a page of the site and waits for the SDK. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(site.origin + path)
  await started(page)
}
const started = (page: Page) =>
  page.waitForFunction(() => 'ids' in (globalThis as unknown as SdkWindow).throughline)
const track = (page: Page, event: string, properties = {}): Promise<void> =>
  page.evaluate(([name, values]) => (globalThis as unknown as SdkWindow).throughline.track(name, values), [
    event,
    properties,
  ] as const)
const ids = (page: Page) => page.evaluate(() => (globalThis as unknown as SdkWindow).throughline.ids())
/** Closes it as a person does: the page hears of it. */
async function close(page: Page): Promise<void> {
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
}
const consent = (page: Page, choices: object): Promise<void> =>
  page.evaluate((given) => (globalThis as unknown as SdkWindow).throughline.consent(given), choices)
const stored = (page: Page): Promise<object> =>
  page.evaluate(() => ({
    ...localStorage,
    ...sessionStorage,
    ...(document.cookie && { cookie: document.cookie }),
  }))

/** Everything that goes to the server, as the browser sends it. */
function sentBy(context: BrowserContext): { messageId: string; event?: string; type: string }[] {
  const messages: { messageId: string; event?: string; type: string }[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/v1/batch') && request.method() === 'POST')
      messages.push(...JSON.parse(request.postData() ?? '{}').batch)
  })
  return messages
}

test('a page and what it tracks arrive once, with the visit around them', async ({ page, server }) => {
  await open(page, '/plain/once?utm_source=news&utm_medium=email&utm_campaign=spring&gclid=g1&colour=blue')
  await track(page, 'Once Tracked', { price: 49.9 })
  await expect.poll(async () => names(await arrived(server, named('Once')))).toEqual(['Once Tracked'])
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/once'))).length).toBe(1)
  const [event] = await arrived(server, named('Once'))
  const [view] = await arrived(server, pagesOf('/plain/once'))
  expect(event).toMatchObject({
    type: 'track',
    channel: 'web',
    properties: { price: 49.9 },
    ...(await ids(page)),
    context: {
      page: { path: '/plain/once', title: 'A plain page', referrer: '' },
      campaign: { source: 'news', medium: 'email', name: 'spring' },
      clickIds: { gclid: 'g1' },
      library: { name: 'throughline-browser' },
      touch: { first: { url: `${site.origin}/plain/once`, campaign: { source: 'news' } } },
    },
  })
  expect(event?.anonymousId).toMatch(/^[0-9a-f-]{36}$/)
  expect(view).toMatchObject({ properties: { path: '/plain/once', title: 'A plain page' } })
  expect(view?.sessionId).toBe(event?.sessionId)
})

test('calls made before the script has loaded are taken as Segment’s client takes them', async ({
  page,
  server,
}) => {
  await page.goto(`${site.origin}/called-early`)
  const mine = ({ userId }: ArrivedEvent) => userId === 'early-user'
  await expect.poll(async () => (await arrived(server, mine)).length).toBe(6)
  const events = await arrived(server, mine)
  const of = (type: string) => events.find((event) => event.type === type)
  expect(of('identify')).toMatchObject({ properties: { email: 'early@example.com', plan: 'pro' } })
  expect(of('page')).toMatchObject({
    event: 'Landing',
    properties: { colour: 'blue', path: '/called-early' },
  })
  expect(events.find(({ event }) => event === 'Signed Up')).toMatchObject({
    timestamp: '2026-01-31T10:00:00.000Z',
    properties: { plan: 'pro' },
    context: { custom: 'yes', page: { path: '/called-early' } },
  })
  expect(of('group')).toMatchObject({ properties: { size: 2 } })
  expect(of('alias')).toBeDefined()
  expect(events.find(({ event }) => event === 'After Nonsense')?.context.groupId).toBe('household-1')
  expect(await page.evaluate(() => (globalThis as unknown as SdkWindow).calledBack)).toBe(true)
})

test('a single-page app: one page event for each path, and none for hashes and queries', async ({
  page,
  server,
}) => {
  await open(page, '/plain/app')
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/app'))).length).toBe(1)
  await page.evaluate(async () => {
    const rest = () => new Promise((done) => setTimeout(done, 150))
    const { history } = window
    history.pushState({}, '', '/plain/app/list')
    document.title = 'The list'
    await rest()
    history.replaceState({}, '', '/plain/app/list?page=2')
    history.pushState({}, '', '/plain/app/list?page=2#reviews')
    location.hash = 'more'
    await rest()
    history.replaceState({}, '', '/plain/app/lamp')
    const { throughline } = globalThis as unknown as SdkWindow
    throughline.page('Lamp', { sku: 1 })
    await rest()
    location.hash = '#/route/one'
    await rest()
    history.back()
    await rest()
  })
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/app'))).length).toBe(5)
  const pages = await arrived(server, pagesOf('/plain/app'))
  expect(pages.map(({ properties }) => properties.path)).toEqual([
    '/plain/app',
    '/plain/app/list',
    '/plain/app/lamp',
    '/plain/app/lamp#/route/one',
    '/plain/app/lamp',
  ])
  expect(pages[1]).toMatchObject({
    properties: { title: 'The list', referrer: `${site.origin}/plain/app` },
  })
  expect(pages[2]).toMatchObject({ event: 'Lamp', properties: { sku: 1 } })
})

test('what is queued survives a reload', async ({ page, server }) => {
  site.openGate(false)
  await open(page, `/plain/reload?data-host=${site.gate}`)
  for (const name of ['Reload A', 'Reload B', 'Reload C']) await track(page, name)
  await page.reload()
  await page.waitForTimeout(2500)
  expect(await arrived(server, named('Reload'))).toEqual([])
  site.openGate(true)
  await expect
    .poll(async () => names(await arrived(server, named('Reload'))), { timeout: 30_000 })
    .toEqual(['Reload A', 'Reload B', 'Reload C'])
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/reload'))).length).toBe(2)
  await expect
    .poll(async () => Object.keys(await stored(page)).filter((key) => key.includes('queue')))
    .toEqual([])
})

test('offline, then online, over a closed page', async ({ page, context, server }) => {
  await open(page, '/plain/offline')
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/offline'))).length).toBe(1)
  await context.setOffline(true)
  const other = await context.newPage()
  for (let n = 0; n < 60; n++) await track(page, `Offline ${n}`)
  await close(page)
  await context.setOffline(false)
  await open(other, '/plain/offline/later')
  await expect
    .poll(async () => new Set(names(await arrived(server, named('Offline')))).size, { timeout: 30_000 })
    .toBe(60)
  expect(await arrived(server, named('Offline'))).toHaveLength(60)
})

test('online again, a page sends without being asked', async ({ page, context, server }) => {
  await open(page, '/plain/online')
  await context.setOffline(true)
  await track(page, 'Online Again')
  await page.waitForTimeout(2500)
  await context.setOffline(false)
  await expect.poll(async () => names(await arrived(server, named('Online')))).toEqual(['Online Again'])
})

for (const how of ['closed', 'left', 'hidden'] as const)
  test(`what was tracked last goes when the page is ${how}`, async ({ page, context, server }) => {
    await open(page, '/plain/last')
    // 90 KB: more than one request may carry beyond the page's end goes with the next page.
    for (let n = 0; n < 30; n++) await track(page, `Last ${how} ${n}`, { text: 'x'.repeat(300) })
    if (how === 'closed') {
      await context.newPage()
      await close(page)
    } else if (how === 'left') await page.goto('about:blank')
    else
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
        document.dispatchEvent(new Event('visibilitychange'))
      })
    await expect.poll(async () => (await arrived(server, named(`Last ${how}`))).length).toBe(30)
  })

test('without storage too, what was tracked last goes when the page is left', async ({ page, server }) => {
  await open(page, '/plain/last?data-consent=required')
  await track(page, 'Cookieless Last')
  await page.goto('about:blank')
  await expect.poll(async () => (await arrived(server, named('Cookieless Last'))).length).toBe(1)
})

test('two tabs share visitor, session and queue, and send each message once', async ({
  page,
  context,
  server,
}) => {
  const sent = sentBy(context)
  await open(page, '/plain/tabs')
  const other = await context.newPage()
  await open(other, '/plain/tabs/other')
  expect(await ids(page)).toEqual(await ids(other))
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/tabs'))).length).toBe(2)
  await context.setOffline(true)
  for (let n = 0; n < 20; n++) {
    await track(page, `Tabs one ${n}`)
    await track(other, `Tabs two ${n}`)
  }
  // Longer than a tab takes to look for what others have left behind.
  await page.waitForTimeout(6000)
  sent.length = 0
  await context.setOffline(false)
  await expect.poll(async () => (await arrived(server, named('Tabs'))).length).toBe(40)
  await page.waitForTimeout(3000)
  expect(sent.map(({ event }) => event).filter((event) => event?.startsWith('Tabs'))).toHaveLength(40)
})

test('a busy server is given the time that it asks for', async ({ page, context, server }) => {
  const times: number[] = []
  let answers = ['503', '429']
  await context.route('**/v1/batch', async (route) => {
    times.push(Date.now())
    const status = answers.shift()
    if (!status) return route.continue()
    return route.fulfill({
      status: Number(status),
      headers: { ...readable, 'retry-after': '3' },
    })
  })
  await open(page, '/plain/busy')
  await track(page, 'Busy One')
  await expect.poll(() => times.length).toBe(1)
  // The next page of the same visitor waits as well.
  await page.reload()
  await started(page)
  await track(page, 'Busy Two')
  await expect.poll(async () => names(await arrived(server, named('Busy')))).toEqual(['Busy One', 'Busy Two'])
  const [first = 0, second = 0, third = 0] = times
  expect(second - first).toBeGreaterThanOrEqual(2900)
  expect(third - second).toBeGreaterThanOrEqual(2900)
  answers = ['400']
  const before = times.length
  await track(page, 'Refused')
  await expect.poll(() => times.length).toBe(before + 1)
  await track(page, 'Busy Three')
  await expect.poll(async () => (await arrived(server, named('Busy'))).length).toBe(3)
  expect(await arrived(server, named('Refused'))).toEqual([])
})

test('a page with a strict policy', async ({ page, server }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${site.origin}/strict-csp?data-signals=on&data-vitals=on`)
  await page.getByRole('button').click()
  await expect.poll(async () => (await arrived(server, pagesOf('/strict-csp'))).length).toBe(1)
  await page.goto('about:blank')
  expect(complaints).toEqual([])
})

const hostility = { forbidden: 1, frozen: 1, getters: 0, proxies: 0, nothing: 0 }
for (const [kind, pages] of Object.entries(hostility))
  test(`a hostile page works, and hears nothing of the SDK: ${kind}`, async ({ page, server }) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(`${site.origin}/hostile/${kind}?data-signals=on&data-vitals=on&data-replay=1`)
    await page.waitForLoadState('networkidle')
    for (let n = 0; n < 4; n++) await page.getByRole('button').click()
    await page.getByLabel('Field').fill('text')
    await page
      .evaluate(() => {
        const { throughline } = globalThis as unknown as SdkWindow
        if (!('ids' in throughline)) return
        const circle: Record<string, unknown> = {
          number: 10n,
          fine: 'yes',
          get broken() {
            throw new Error('no')
          },
        }
        circle.self = circle
        throughline.track('Hostile Tracked', circle)
        throughline.identify(Symbol('strange'))
        throughline.page(null, undefined, 7)
        throughline.consent(7 as unknown as object)
      })
      .catch(() => {})
    await expect(page.locator('#count')).toHaveText('4')
    await page.waitForTimeout(2000)
    await expect.poll(async () => (await arrived(server, pagesOf(`/hostile/${kind}`))).length).toBe(pages)
    await page.goto('about:blank')
    expect(complaints).toEqual([])
  })

test('without consent where it is required: no storage, ids for the page alone', async ({ page, server }) => {
  await open(page, '/plain/required?data-consent=required')
  await track(page, 'Required Before')
  await expect.poll(async () => (await arrived(server, named('Required'))).length).toBe(1)
  expect(await stored(page)).toEqual({})
  const before = await ids(page)
  await open(page, '/plain/required?data-consent=required')
  expect((await ids(page)).anonymousId).not.toBe(before.anonymousId)
  await track(page, 'Required Second')
  const own = await ids(page)

  await consent(page, { analytics: true, replay: false })
  expect(await ids(page)).toEqual(own)
  expect(Object.keys(await stored(page)).length).toBeGreaterThan(1)
  await open(page, '/plain/required?data-consent=required')
  expect((await ids(page)).anonymousId).toBe(own.anonymousId)
  await track(page, 'Required After')
  // Said again by the site's banner: no news.
  await consent(page, { analytics: true, replay: false })
  const mine = ({ anonymousId }: ArrivedEvent) => anonymousId === own.anonymousId
  await expect
    .poll(async () => names((await arrived(server, mine)).filter(({ type }) => type === 'track')))
    .toEqual(['Consent Updated', 'Required After', 'Required Second'])
  const record = (await arrived(server, mine)).find(({ event }) => event === 'Consent Updated')
  expect(record?.properties).toEqual({ analytics: true, replay: false })
  const after = (await arrived(server, mine)).find(({ event }) => event === 'Required After')
  expect(after?.context.consent).toEqual({ categoryPreferences: { analytics: true, replay: false } })
})

test('refusing analytics: storage goes, the record is the last that is sent, and consent begins anew', async ({
  page,
  context,
  server,
}) => {
  await open(page, '/plain/refusal')
  const other = await context.newPage()
  await open(other, '/plain/refusal/other')
  const before = await ids(page)
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/refusal'))).length).toBe(2)
  let refusals = 0
  await context.route('**/v1/batch', (route) => {
    refusals++
    return route.fulfill({ status: 503, headers: { ...readable, 'retry-after': '600' } })
  })
  await track(page, 'Refusal Unsent')
  await expect.poll(() => refusals).toBe(1)
  await context.unroute('**/v1/batch')
  const sent = sentBy(context)
  await consent(page, { analytics: false })
  // The four words alone, so that the next page knows them.
  expect(Object.entries(await stored(page))).toEqual([
    [expect.stringContaining('consent'), '{"analytics":false}'],
  ])
  for (const tab of [page, other]) {
    await track(tab, 'Refusal Silent')
    await tab.evaluate(() => (globalThis as unknown as SdkWindow).throughline.identify('nobody'))
  }
  await open(page, '/plain/refusal/next')
  await track(page, 'Refusal Silent')
  await consent(page, { analytics: false })
  await page.waitForTimeout(3000)
  // Playwright does not see requests that outlive their page; the server does.
  expect(sent.filter(({ event }) => event !== 'Consent Updated')).toEqual([])
  const records = () =>
    arrived(
      server,
      ({ event, anonymousId }) => event === 'Consent Updated' && anonymousId === before.anonymousId,
    )
  await expect.poll(async () => (await records()).length).toBe(1)
  expect(Object.keys(await stored(page))).toHaveLength(1)

  await consent(page, { analytics: true })
  await track(page, 'Refusal Over')
  await expect.poll(async () => names(await arrived(server, named('Refusal')))).toEqual(['Refusal Over'])
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/refusal/next'))).length).toBe(1)
  expect((await ids(page)).anonymousId).not.toBe(before.anonymousId)
})

for (const signal of ['globalPrivacyControl', 'doNotTrack'])
  test(`${signal}: analytics without storage, and a record of what is refused`, async ({ page, server }) => {
    await page.addInitScript((name) => {
      Object.defineProperty(Navigator.prototype, name, { get: () => (name === 'doNotTrack' ? '1' : true) })
    }, signal)
    await open(page, `/plain/${signal}?data-replay=1`)
    await track(page, `Signal ${signal}`)
    await expect.poll(async () => (await arrived(server, named(`Signal ${signal}`))).length).toBe(1)
    expect(await stored(page)).toEqual({})
    const [event] = await arrived(server, named(`Signal ${signal}`))
    expect(event?.context.consent).toEqual({
      categoryPreferences: { replay: false, personalisation: false, marketing: false },
    })
  })

test('a new campaign begins a session, the same one does not; first and last touch stay apart', async ({
  page,
  server,
}) => {
  await open(page, '/plain/touch?utm_source=first')
  const first = await ids(page)
  await open(page, '/plain/touch?utm_source=first')
  expect(await ids(page)).toEqual(first)
  await open(page, '/plain/touch/inside')
  expect(await ids(page)).toEqual(first)
  await open(page, '/plain/touch?fbclid=f1')
  const second = await ids(page)
  expect(second.anonymousId).toBe(first.anonymousId)
  expect(second.sessionId).not.toBe(first.sessionId)
  await open(page, '/plain/touch/inside')
  expect(await ids(page)).toEqual(second)
  await track(page, 'Touch Tracked')
  await expect.poll(async () => (await arrived(server, named('Touch'))).length).toBe(1)
  const [event] = await arrived(server, named('Touch'))
  expect(event?.context.touch).toMatchObject({
    first: { campaign: { source: 'first' } },
    last: { clickIds: { fbclid: 'f1' } },
  })
  expect(event?.context.campaign).toBeUndefined()
})

test('signing out and in as somebody else parts the two', async ({ page, server }) => {
  await open(page, '/plain/people')
  const steps = await page.evaluate(() => {
    const { throughline } = globalThis as unknown as SdkWindow
    const seen = [throughline.ids()]
    const step = (work: () => void) => {
      work()
      seen.push(throughline.ids())
      throughline.track('People Step')
    }
    step(() => throughline.identify('ann'))
    step(() => throughline.identify('ben'))
    step(() => throughline.reset())
    return seen
  })
  expect(steps.map(({ userId }) => userId)).toEqual([null, 'ann', 'ben', null])
  expect(steps[1]?.anonymousId).toBe(steps[0]?.anonymousId)
  expect(new Set(steps.map(({ anonymousId }) => anonymousId)).size).toBe(3)
  expect(new Set(steps.map(({ sessionId }) => sessionId)).size).toBe(3)
  await expect.poll(async () => (await arrived(server, named('People'))).length).toBe(3)
  expect((await arrived(server, named('People'))).map(({ userId }) => userId).sort()).toEqual([
    'ann',
    'ben',
    null,
  ])
})
