import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { allThatIsStored, eventsOf, nodesAfter, recordingsOf } from './recorded.ts'
import {
  form,
  friction,
  hostile,
  large,
  plain,
  privateParts,
  secretFields,
  shopPage,
} from './replay-pages.ts'
import { type ReplaySite, startReplaySite } from './replay-site.ts'
import { serverTest as test } from './server-test.ts'
import type { RunningServer } from './start-server.ts'

let site: ReplaySite
test.beforeAll(async ({ server }) => {
  site = await startReplaySite(server, {
    '/large': { html: large },
    '/secrets': { html: secretFields, attributes: 'data-replay="1" data-unmask="input, textarea, .all"' },
    '/masked': { html: secretFields },
    '/private': { html: privateParts, attributes: 'data-replay="1" data-block=".hide"' },
    '/invalid-selector': {
      html: privateParts,
      attributes: 'data-replay="1" data-block="..[" data-unmask=":::"',
    },
    '/friction': { html: friction, attributes: 'data-replay="friction"' },
    '/hostile': { html: hostile },
    '/abandoned': { html: form, attributes: 'data-replay="friction"' },
    '/friction/next': { html: plain, attributes: 'data-replay="friction"' },
    '/off': { html: plain, attributes: '' },
    '/consent': { html: plain, attributes: 'data-replay="1" data-consent="required"' },
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
  throughline: { consent(choices: object): void; push(call: unknown[]): void }
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

/** Leaves the page and waits until a recording of it has arrived. */
async function leave(page: Page, server: RunningServer, path: string): Promise<string> {
  await page.goto('about:blank')
  await expect.poll(async () => (await recordingsOf(server, path)).length).toBeGreaterThan(0)
  const [recording] = await recordingsOf(server, path)
  return recording?.id ?? ''
}

/** Opens a page and waits until its recording has begun: rrweb has marked the page as its own. */
async function open(page: Page, path: string): Promise<void> {
  const begun = page.waitForResponse(/\/sdk\/replay\.js/)
  await page.goto(site.page(path))
  await begun
  await page.waitForTimeout(700)
}

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
  await open(page, '/large')
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
  await open(page, '/shop/hat')
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
  await open(page, '/one')
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

test('nothing that is typed is recorded, and secrets not even where a site unmasks everything', async ({
  browser,
  server,
}) => {
  for (const path of ['/masked', '/secrets']) {
    const page = await browser.newPage()
    await open(page, path)
    await typeSecrets(page)
    await page.waitForTimeout(1500)
    await leave(page, server, path)
    await page.close()
  }
  const stored = await allThatIsStored(server)
  // What the site shows itself is there: the proof below is of a recording that works.
  expect(stored).toContain('Your details')
  for (const secret of [
    'hunter2-pass',
    'visible-pass',
    '4111 1',
    '1111 1111',
    '5555555555554444',
    '987-cvc',
    '424242',
    'swordfish',
  ])
    expect(around(stored, secret), secret).toBe('')
  const masked = (await eventsOf(server, (await recordingsOf(server, '/masked'))[0]?.id ?? '')).map((event) =>
    JSON.stringify(event),
  )
  for (const typed of [
    'Annabelle',
    'ann@typed',
    'long story',
    '0176555',
    'search-words',
    'edited text',
    'typed-in-shadow',
    'typed-in-frame',
    'hidden-token',
    'cleared-later',
    '2031-05-06',
  ])
    expect(around(masked.join('\n'), typed), typed).toBe('')
  const shown = JSON.stringify(await eventsOf(server, (await recordingsOf(server, '/secrets'))[0]?.id ?? ''))
  expect(shown).toContain('Annabelle')
})

test('private parts are boxes without content, also when they change', async ({ page, server }) => {
  for (const path of ['/private', '/invalid-selector']) {
    await open(page, path)
    await page.evaluate(`(() => {
      for (const box of document.querySelectorAll('[data-private], .hide')) {
        box.insertAdjacentHTML('beforeend', '<p>late-' + box.className + '</p>')
        box.querySelector('span').textContent = 'changed-' + box.className
        box.setAttribute('title', 'titled-' + box.className)
      }
    })()`)
    await page.waitForTimeout(500)
    const events = JSON.stringify(await eventsOf(server, await leave(page, server, path)))
    expect(events).toContain('Public words')
    for (const word of ['first-private', 'late-private', 'changed-private'])
      expect(events).not.toContain(word)
    if (path === '/private')
      for (const word of ['first-hide', 'late-hide', 'changed-hide']) expect(events).not.toContain(word)
  }
})

test('around friction alone: nothing is sent before it, and what led to it is', async ({ page, server }) => {
  await open(page, '/friction')
  await page.getByRole('button', { name: 'Count' }).click()
  await page.waitForTimeout(6000)
  await page.goto(site.page('/friction/next'))
  await page.waitForTimeout(1000)
  expect(await recordingsOf(server, '/friction')).toHaveLength(0)
  await open(page, '/friction')
  await page.getByRole('button', { name: 'Count' }).click()
  await page.waitForTimeout(6000)
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect.poll(async () => (await recordingsOf(server, '/friction')).length).toBe(1)
  await page.waitForTimeout(500)
  await page.getByRole('button', { name: 'After' }).click()
  await page.waitForTimeout(200)
  const id = await leave(page, server, '/friction')
  const texts = JSON.stringify(await eventsOf(server, id))
  expect(texts).toContain('Counted 1')
  expect(texts).toContain('Afterwards')
})

test('friction that is met on the way out still brings what led to it', async ({ page, server }) => {
  await open(page, '/abandoned')
  await page.getByLabel('Street').pressSequentially('Sesame')
  await page.getByLabel('Town').pressSequentially('Berlin')
  await page.waitForTimeout(300)
  const events = JSON.stringify(await eventsOf(server, await leave(page, server, '/abandoned')))
  expect(events).toContain('Your address')
  expect(events).not.toContain('Sesame')
})

test('a page that is closed to scripts works as without a recorder', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await open(page, '/hostile')
  await page.getByRole('button', { name: 'Try' }).click()
  await page.getByRole('textbox').pressSequentially('typed')
  await page.waitForTimeout(6000)
  expect(await page.locator('#shown').textContent()).toBe('works')
  expect(errors).toEqual([])
})

test('a visit over several pages is one recording, in order, with its pages', async ({ page, server }) => {
  await open(page, '/one?voucher=SECRET-1')
  await open(page, '/two')
  await open(page, '/one')
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
  await open(page, '/lines')
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

test('no recording without consent, none after it is withdrawn, none where the browser asks for privacy', async ({
  page,
  server,
  browser,
}) => {
  const chunks: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/replay')) chunks.push(request.url())
  })
  await page.goto(site.page('/consent'))
  await page.waitForTimeout(1500)
  expect(chunks).toHaveLength(0)
  const say = (choices: object) =>
    page.evaluate((given) => (globalThis as unknown as WatchedWindow).throughline.consent(given), choices)
  const begun = page.waitForResponse(/\/sdk\/replay\.js/)
  await say({ analytics: true, replay: true })
  await begun
  await page.waitForTimeout(6000)
  expect(chunks.length).toBeGreaterThan(0)
  await say({ replay: false })
  const before = chunks.length
  await page.evaluate(`document.body.append('after the withdrawal')`)
  await page.waitForTimeout(6000)
  await page.goto('about:blank')
  await page.waitForTimeout(500)
  expect(chunks.length).toBe(before)
  expect(await allThatIsStored(server)).not.toContain('after the withdrawal')

  const context = await browser.newContext()
  await context.addInitScript(() => {
    Object.defineProperty(Object.getPrototypeOf(navigator), 'globalPrivacyControl', { get: () => true })
  })
  const careful = await context.newPage()
  const asked: string[] = []
  careful.on('request', (request) => asked.push(request.url()))
  await careful.goto(site.page('/two'))
  await careful.waitForTimeout(2000)
  expect(asked.filter((url) => /replay/.test(url))).toEqual([])
  await context.close()

  await page.goto(site.page('/off'))
  await page.waitForTimeout(1500)
  expect(await recordingsOf(server, '/off')).toHaveLength(0)
})

test('a minute of ordinary browsing is stored in some kilobytes', async ({ page, server }) => {
  test.setTimeout(150_000)
  const until = Date.now() + 60_000
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
  expect(minutes).toBeGreaterThan(0.8)
  expect((recording?.bytes ?? 0) / 1000 / minutes).toBeLessThanOrEqual(60)
})

/** Where a text has another in it; a whole recording would be too long to be read. */
function around(text: string, part: string): string {
  const at = text.indexOf(part)
  return at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 100)
}

async function typeSecrets(page: Page): Promise<void> {
  await page.getByLabel('Name').pressSequentially('Annabelle')
  await page.getByLabel('E-mail').fill('ann@typed.example')
  await page.getByLabel('Story').pressSequentially('long story')
  await page.getByLabel('Phone').fill('0176555')
  await page.getByLabel('Search').fill('search-words')
  await page.getByLabel('Birthday').fill('2031-05-06')
  await page.locator('#cleared').fill('')
  await page.locator('#editable').click()
  await page.keyboard.type('edited text')
  await page.locator('#in-shadow').locator('input').pressSequentially('typed-in-shadow')
  await page.frameLocator('iframe').locator('input').pressSequentially('typed-in-frame')
  await page.getByLabel('Password').pressSequentially('hunter2-pass')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByLabel('Password').pressSequentially('visible-pass')
  await page.getByLabel('Card number').pressSequentially('4111 1111 1111 1111')
  await page.getByLabel('Anything').pressSequentially('5555555555554444')
  await page.getByLabel('Check digits').fill('987-cvc')
  await page.getByLabel('Code').pressSequentially('424242')
  await page.getByLabel('Keyword').fill('swordfish')
}

/** The children of the first element of a name, as a player shows them after these events. */
function childrenAfter(events: Awaited<ReturnType<typeof eventsOf>>, tag: string): string {
  interface Known {
    readonly id: number
    readonly label: string
    text: string
    readonly children: Known[]
  }
  const known = new Map<number, Known>()
  const add = (node: {
    id: number
    tagName?: string
    textContent?: string
    childNodes?: readonly never[]
  }): Known => {
    const made: Known = { id: node.id, label: node.tagName ?? '', text: node.textContent ?? '', children: [] }
    known.set(made.id, made)
    for (const child of node.childNodes ?? []) made.children.push(add(child))
    return made
  }
  for (const { type, data } of events) {
    if (type === 2 && data.node) add(data.node as never)
    for (const { parentId, nextId, node } of data.adds ?? []) {
      const siblings = known.get(parentId)?.children
      const at = nextId === null ? -1 : (siblings?.findIndex(({ id }) => id === nextId) ?? -1)
      siblings?.splice(at < 0 ? siblings.length : at, 0, add(node as never))
    }
  }
  const textOf = (node: Known): string => node.text + node.children.map(textOf).join('')
  const found = [...known.values()].find(({ label }) => label === tag)
  return (found?.children ?? []).map((child) => child.label + textOf(child)).join()
}
