import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import { type SentEvent, type SignalPages, serveSignalPages } from './serve-pages.ts'

/** A click is judged a second after it. */
export const JUDGED_MS = 1300

/** What a page did as it opened is no answer to what is done so long after it. */
const SETTLED_MS = 1500

/** What somebody does on a page. */
export type Act = (page: Page, site: SignalPages) => Promise<unknown>

/** What tells of friction, and what a page that works must therefore never send. */
const FRICTION =
  /^(Rage Clicked|Dead Clicked|Error Shown|Script Failed|Request Failed|Form Abandoned|Page Returned|Help Sought)$/

/** What was sent during a visit. */
export interface Visited {
  /** Properties of all events of this name. */
  told(event: string): readonly Readonly<Record<string, unknown>>[]
  /** Names of all that tells of friction, with their elements. */
  readonly friction: readonly string[]
  readonly events: readonly SentEvent[]
}

/**
 * Opens a page of a site of its own, does something there, and gives what has arrived when all is judged.
 *
 * In a window of its own: of tabs in one window the browser draws those behind once a second, and no visitor clicks there.
 */
export async function visit(
  browser: Browser,
  name: string,
  act: Act,
  device?: BrowserContextOptions,
): Promise<Visited> {
  const site = await serveSignalPages()
  const page = await browser.newPage(device)
  page.on('dialog', (dialog) => dialog.accept())
  await open(page, `${site.url}/${name}`)
  await act(page, site)
  await page.waitForTimeout(JUDGED_MS)
  const mark = `Mark ${Math.random()}`
  await page.evaluate((event) => {
    const { throughline } = globalThis as unknown as { throughline: { track(event: string): void } }
    throughline.track(event)
    // What waits to go with others goes now.
    dispatchEvent(new Event('online'))
  }, mark)
  await expect
    .poll(() => site.events().some(({ event }) => event === mark), { timeout: 30_000, intervals: [100] })
    .toBe(true)
  const events = site.events()
  await page.close()
  site.close()
  return {
    events,
    told: (wanted) => events.filter(({ event }) => event === wanted).map(({ properties }) => properties),
    friction: events
      .filter(({ event = '' }) => FRICTION.test(event))
      .map(({ event, properties: { element = '', message = '' } }) =>
        `${event} ${element} ${message}`.trim(),
      ),
  }
}

/** Goes to a page and waits for its signals. */
export async function open(page: Page, url: string): Promise<void> {
  await Promise.all([page.waitForResponse(/sdk\/signals\.js/), page.goto(url)])
  await page.waitForTimeout(SETTLED_MS)
}

export const clicks =
  (selector: string, times = 1): Act =>
  async (page) => {
    for (let time = 0; time < times; time++) await page.locator(selector).first().click({ delay: 20 })
  }

/** One after the other, each judged before the next; the last as the visit ends. */
export const inTurn =
  (...acts: Act[]): Act =>
  async (page, site) => {
    for (const [turn, act] of acts.entries()) {
      if (turn > 0) await page.waitForTimeout(JUDGED_MS)
      await act(page, site)
    }
  }

export const each = (selectors: string, times = 1): Act =>
  inTurn(...selectors.split(' ').map((selector) => clicks(selector, times)))

export const drag =
  (selector: string, right: number, down: number): Act =>
  async (page) => {
    const { x, y } = await middleOf(page, selector)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + right / 2, y + down / 2, { steps: 4 })
    await page.mouse.move(x + right, y + down, { steps: 4 })
    await page.mouse.up()
  }

/** As a hand would: also where Playwright waits for an element to be enabled. */
export const poke =
  (selector: string, clickCount = 1): Act =>
  async (page) => {
    const { x, y } = await middleOf(page, selector)
    await page.mouse.click(x, y, { clickCount, delay: 15 })
  }

/** With a finger, as fast as a hand: Playwright looks at its target before each tap, for longer than a rage lasts. */
export const taps =
  (selector: string, times = 1): Act =>
  async (page) => {
    await page.locator(selector).first().scrollIntoViewIfNeeded()
    const { x, y } = await middleOf(page, selector)
    for (let time = 0; time < times; time++) await page.touchscreen.tap(x, y)
  }

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not in sight.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
