import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { childrenAfter, eventsOf, nodesAfter, recordingsOf } from './recorded.ts'
import { hostile, large, plain, shopPage } from './replay-pages.ts'
import { type ReplaySite, startReplaySite } from './replay-site.ts'
import { leave, open } from './replay-visit.ts'
import { serverTest as test } from './server-test.ts'

/** That a recording shows what the visitor saw, at little cost to the page. */
let site: ReplaySite
test.beforeAll(async ({ server }) => {
  site = await startReplaySite(server, {
    '/large': { html: large },
    '/hostile': { html: hostile },
    '/lines': { html: plain },
    '/one': { html: plain },
    '/two': { html: plain },
    '/shop': { html: shopPage('Shoes') },
    '/shop/bag': { html: shopPage('Bag') },
    '/shop/hat': { html: shopPage('Hat') },
  })
})
test.afterAll(() => site.close())

interface WatchedWindow {
  longTasks: number[]
  PerformanceObserver: new (
    look: (list: { getEntries(): { duration: number }[] }) => void,
  ) => {
    observe(options: object): void
  }
}

/** Waits until all that waits to be written is: each go asks for an idle moment as this does. */
async function written(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (let moment = 0; moment < 200; moment++)
      await new Promise((idle) => requestIdleCallback(idle, { timeout: 300 }))
  })()`)
}

interface PlayerWindow {
  rrwebReplay: {
    Replayer: new (
      events: readonly object[],
      options: object,
    ) => {
      pause(at: number): void
      getMetaData(): { totalTime: number }
      iframe: { contentWindow: { eval(code: string): string } }
    }
  }
}

/** The body as text: tags, classes, words and computed colours of prices, in the order of the page. */
const describeBody = `[...document.body.querySelectorAll('*')]
  .filter((element) => !['SCRIPT', 'NOSCRIPT', 'STYLE'].includes(element.tagName))
  .map((element) => [
    element.localName,
    element.className.replace(':hover', '').trim(),
    element.children.length ? '' : element.textContent,
    element.localName === 'article' ? getComputedStyle(element.querySelector('.price')).margin : '',
  ].join('|')).join('\\n')`

test('a page of 18,000 nodes is recorded whole, in slices', async ({ page, server }) => {
  await page.addInitScript(() => {
    const watched = globalThis as unknown as WatchedWindow
    watched.longTasks = []
    new watched.PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
    }).observe({ type: 'longtask' })
  })
  // What the page itself takes to be built is none of ours.
  await page.route('**/sdk/replay.js*', async (route) => {
    await page.waitForTimeout(1000)
    await page.evaluate(() => (globalThis as unknown as WatchedWindow).longTasks.splice(0))
    await route.continue()
  })
  await open(page, site.page('/large'))
  await written(page)
  const inPage = await page.evaluate(`(() => {
    const nodes = document.createTreeWalker(document)
    let count = 1
    while (nodes.nextNode()) if (!nodes.currentNode.parentNode.closest?.('script')) count++
    return count - document.querySelectorAll('script, link[rel=icon]').length
  })()`)
  const tasks = await page.evaluate(() => (globalThis as unknown as WatchedWindow).longTasks)
  console.log(`${inPage} nodes; tasks of 50 ms and more while they were recorded: ${JSON.stringify(tasks)}`)
  const events = await eventsOf(server, await leave(page, server, '/large'))
  expect(nodesAfter(events)).toBe(inPage)
  const atOnce = events.map(({ data }) => data.adds?.length ?? 0)
  expect(atOnce.filter((count) => count > 0).length).toBeGreaterThan(3)
})

test('a player shows the page as the visitor saw it', async ({ page, server }) => {
  await open(page, site.page('/shop/hat'))
  await page.mouse.wheel(0, 500)
  await page.getByRole('button', { name: 'Add to cart' }).nth(3).click()
  await page.waitForTimeout(500)
  const seen = await page.evaluate<string>(describeBody)
  const id = await leave(page, server, '/shop/hat')
  const events = await eventsOf(server, id)
  await page.addScriptTag({
    path: fileURLToPath(new URL('replay.umd.cjs', import.meta.resolve('@rrweb/replay'))),
  })
  const shown = await page.evaluate(
    async ([recorded, describe]) => {
      const { rrwebReplay } = globalThis as unknown as PlayerWindow
      const player = new rrwebReplay.Replayer(recorded, { showWarning: true })
      player.pause(player.getMetaData().totalTime + 1)
      await new Promise((later) => setTimeout(later, 500))
      return player.iframe.contentWindow.eval(describe)
    },
    [events, describeBody] as const,
  )
  expect(shown).toBe(seen)
})

test('what a script adds at once is written in slices too, in its place', async ({ page, server }) => {
  await open(page, site.page('/one'))
  await page.evaluate(`(() => {
    const list = document.createElement('ul')
    for (let item = 0; item < 3000; item++) list.innerHTML += ''
    list.innerHTML = Array.from({ length: 3000 }, (_, item) => '<li>Item <b>' + item + '</b></li>').join('')
    document.body.prepend(list)
    setTimeout(() => list.children[1500].before(document.createElement('hr')), 1)
  })()`)
  await written(page)
  const html = await page.evaluate<string>(
    `[...document.querySelector('ul').children].map((e) => e.localName + e.textContent).join()`,
  )
  const events = await eventsOf(server, await leave(page, server, '/one'))
  expect(childrenAfter(events, 'ul').split(',')).toEqual(html.split(','))
})

test('a page that is closed to scripts works as without a recorder', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await open(page, site.page('/hostile'))
  await page.getByRole('button', { name: 'Try' }).click()
  await page.getByRole('textbox').pressSequentially('typed')
  await page.waitForTimeout(6000)
  expect(await page.locator('#shown').textContent()).toBe('works')
  expect(errors).toEqual([])
})

test('a visit over several pages is one recording, in order, with its pages', async ({ page, server }) => {
  await open(page, site.page('/one?voucher=SECRET-1'))
  await open(page, site.page('/two'))
  await open(page, site.page('/one'))
  await leave(page, server, '/two')
  const [recording] = await recordingsOf(server, '/two')
  expect(recording).toMatchObject({ pages: 3, entryPath: '/one' })
  const events = await eventsOf(server, recording?.id ?? '')
  expect(events.filter(({ type }) => type === 2)).toHaveLength(3)
  expect(events.map(({ timestamp }) => timestamp)).toEqual(
    events.map(({ timestamp }) => timestamp).toSorted((a, b) => a - b),
  )
  expect(JSON.stringify(events)).not.toContain('SECRET-1')
})

test('lines of the console and of the network stand beside it, without what is private', async ({
  page,
  server,
}) => {
  await open(page, site.page('/lines'))
  await page.evaluate(`(async () => {
    console.warn('Careful', { a: 1 })
    console.error(new TypeError('No price for ann@example.com'))
    await fetch('/api/fail?token=SECRET-2', { method: 'POST', body: 'SECRET-3' }).catch(() => {})
  })()`)
  await page.waitForTimeout(500)
  const events = await eventsOf(server, await leave(page, server, '/lines'))
  const lines = events.filter(({ type }) => type === 5).map(({ data }) => [data.tag, data.payload])
  expect(lines).toContainEqual(['console', { level: 'warn', message: 'Careful [object Object]' }])
  expect(lines).toContainEqual(['console', { level: 'error', message: 'TypeError: No price for ***' }])
  expect(lines).toContainEqual([
    'network',
    {
      kind: 'failed',
      method: 'POST',
      url: site.page('/api/fail'),
      status: 500,
      durationMs: expect.any(Number),
    },
  ])
  expect(JSON.stringify(events)).not.toContain('SECRET')
})

test('ordinary browsing is stored in some kilobytes a minute', async ({ page, server }) => {
  test.setTimeout(180_000)
  const until = Date.now() + 30_000
  const paths = ['/shop', '/shop/bag', '/shop/hat']
  for (let turn = 0; Date.now() < until; turn++) {
    await page.goto(site.page(paths[turn % paths.length] ?? ''))
    for (let step = 0; step < 5 && Date.now() < until; step++) {
      await page.mouse.move(200 + step * 80, 150 + step * 60, { steps: 20 })
      await page.mouse.wheel(0, 300)
      await page.waitForTimeout(1000)
    }
    await page.getByLabel('Search').pressSequentially('running shoes', { delay: 60 })
    await page.getByRole('button', { name: 'Add to cart' }).first().click()
    await page.waitForTimeout(2500)
  }
  const id = await leave(page, server, '/shop')
  const recording = (await recordingsOf(server, '/shop')).find((one) => one.id === id)
  const minutes = (recording?.durationMs ?? 0) / 60_000
  console.log(
    `${recording?.pages} pages in ${minutes.toFixed(2)} minutes: ${((recording?.bytes ?? 0) / 1000 / minutes).toFixed(1)} KB a minute`,
  )
  expect(minutes).toBeGreaterThan(0.4)
  expect((recording?.bytes ?? 0) / 1000 / minutes).toBeLessThanOrEqual(60)
})
