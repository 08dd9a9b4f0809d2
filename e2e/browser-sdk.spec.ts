import { expect } from '@playwright/test'
import {
  type ArrivedEvent,
  arrived,
  ids,
  named,
  names,
  open,
  pagesOf,
  type SdkWindow,
  sdkTest as test,
  track,
} from './sdk-visit.ts'

/** What the SDK sends of a visit, and that pages do not notice it; what arrived is asked of the server. */

test('a page and what it tracks arrive once, with the visit around them', async ({ page, server, site }) => {
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
  site,
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
  site,
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

test('a page with a strict policy', async ({ page, server, site }) => {
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
  test(`a hostile page works, and hears nothing of the SDK: ${kind}`, async ({ page, server, site }) => {
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
