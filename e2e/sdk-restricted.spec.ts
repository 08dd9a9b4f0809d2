import { expect, type Page } from '@playwright/test'
import {
  type ArrivedEvent,
  arrived,
  close,
  named,
  names,
  open,
  pagesOf,
  type SdkWindow,
  started,
  stored,
  sdkTest as test,
  track,
} from './sdk-visit.ts'

/** Pages and browsers that let the SDK do less: it does what is left, and the page hears nothing of it. */

/** What goes wrong on the page, as its owner would read it in the console. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

/** Names of the SDK's later modules that the page was given. */
function modulesOf(page: Page): string[] {
  const modules: string[] = []
  page.on('response', (response) => {
    const name = /\/sdk\/(\w+)\.js/.exec(response.url())?.[1]
    if (name && response.ok()) modules.push(name)
  })
  return modules
}

const everything = 'data-signals=on&data-vitals=on&data-replay=1'

test('where scripts are trusted by nonce alone, the one on the tag lets the modules in too', async ({
  page,
  server,
}) => {
  const complaints = complaintsOf(page)
  const modules = modulesOf(page)
  let chunks = 0
  page.on('response', (response) => {
    if (response.url().includes('/v1/replay') && response.ok()) chunks++
  })
  await page.goto(`/nonce-csp?${everything}`)
  await started(page)
  await expect.poll(() => modules.toSorted()).toEqual(['replay', 'signals', 'vitals'])
  await page.getByRole('button').click()
  const mine = ({ properties }: ArrivedEvent) => properties.path === '/nonce-csp'
  await expect.poll(async () => names(await arrived(server, mine))).toContain('Element Clicked')
  await expect.poll(() => chunks, { timeout: 30_000 }).toBeGreaterThan(0)
  await page.goto('about:blank')
  await expect.poll(async () => names(await arrived(server, mine))).toContain('Web Vital Measured')
  expect((await arrived(server, pagesOf('/nonce-csp'))).length).toBe(1)
  expect(complaints).toEqual([])
})

test('where only the first script is let in, pages and events still count', async ({ page, server }) => {
  const complaints = complaintsOf(page)
  const modules = modulesOf(page)
  await page.goto(`/one-script-csp?${everything}`)
  await started(page)
  await page.getByRole('button').click()
  await track(page, 'Restricted Tracked')
  await expect
    .poll(async () => names(await arrived(server, named('Restricted'))))
    .toEqual(['Restricted Tracked'])
  await expect.poll(async () => (await arrived(server, pagesOf('/one-script-csp'))).length).toBe(1)
  // The browser itself says of each module that it was blocked; no error of ours is among them.
  await expect.poll(() => complaints.length).toBe(3)
  expect(complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([])
  expect(modules).toEqual([])
})

test('Do Not Track alone: nothing stored, nothing recorded, and a yes of the visitor stands above it', async ({
  page,
  server,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => undefined })
  })
  const modules = modulesOf(page)
  await open(page, `/plain/untracked?${everything}`)
  await expect.poll(() => modules.toSorted()).toEqual(['signals', 'vitals'])
  await track(page, 'Untracked One')
  await expect.poll(async () => (await arrived(server, named('Untracked'))).length).toBe(1)
  expect(await stored(page)).toEqual({})
  const [before] = await arrived(server, named('Untracked'))
  expect(before?.context.consent).toEqual({
    categoryPreferences: { replay: false, personalisation: false, marketing: false },
  })
  await page.evaluate(() =>
    (globalThis as unknown as SdkWindow).throughline.consent({ analytics: true, replay: true }),
  )
  await expect.poll(() => modules).toContain('replay')
  expect(Object.keys(await stored(page)).length).toBeGreaterThan(1)
  await track(page, 'Untracked Two')
  await expect.poll(async () => (await arrived(server, named('Untracked'))).length).toBe(2)
  const after = (await arrived(server, named('Untracked'))).find(({ event }) => event === 'Untracked Two')
  expect(after?.context.consent).toEqual({
    categoryPreferences: { analytics: true, replay: true, personalisation: false, marketing: false },
  })
})

/** As browsers do where a visitor blocks the site's data. */
const denyStorage = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
  })

test('no storage, and the server away when the page is closed: what it had is lost, and nothing else', async ({
  page,
  context,
  server,
  site,
}) => {
  const complaints = complaintsOf(page)
  await denyStorage(page)
  site.openGate(false)
  await open(page, `/plain/denied?data-host=${site.gate}`)
  await track(page, 'Denied Lost')
  await page.waitForTimeout(2500)
  const next = await context.newPage()
  await denyStorage(next)
  await close(page)
  // What the closing page still sends must meet the closed gate, also on a busy machine.
  await next.waitForTimeout(2500)
  expect(complaints.filter((text) => !/Failed to load resource/.test(text))).toEqual([])
  site.openGate(true)
  await open(next, `/plain/denied/next?data-host=${site.gate}`)
  await track(next, 'Denied Kept')
  await expect.poll(async () => names(await arrived(server, named('Denied')))).toEqual(['Denied Kept'])
  await expect.poll(async () => (await arrived(server, pagesOf('/plain/denied/next'))).length).toBe(1)
})

test('no storage, and the server back when the page is closed: nothing is lost', async ({
  page,
  context,
  server,
  site,
}) => {
  await denyStorage(page)
  site.openGate(false)
  await open(page, `/plain/back?data-host=${site.gate}`)
  for (const name of ['Back A', 'Back B']) await track(page, name)
  // Tried at 1.6 s and up to a second later; the third try comes 2 to 4 s after that at the earliest.
  await page.waitForTimeout(5000)
  site.openGate(true)
  await context.newPage()
  await close(page)
  await expect.poll(async () => names(await arrived(server, named('Back')))).toEqual(['Back A', 'Back B'])
})
