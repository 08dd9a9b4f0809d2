import { expect } from '@playwright/test'
import {
  arrived,
  close,
  ids,
  named,
  names,
  open,
  pagesOf,
  readable,
  sentBy,
  started,
  stored,
  sdkTest as test,
  track,
} from './sdk-visit.ts'

/** That each message arrives, and once: over reloads, lost connections, closed pages and busy servers. */

test('what is queued survives a reload', async ({ page, server, site }) => {
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
