import type { Browser, Locator, Page } from '@playwright/test'
import { devices, expect } from '@playwright/test'
import { credentials, type RunningServer } from './start-server.ts'

export interface ShopEvent {
  readonly type: string
  readonly event: string
  readonly userId: string | null
  readonly sessionId: string | null
  readonly timestamp: string
  readonly properties: Readonly<Record<string, unknown>>
}

export const kinds = ['desktop', 'phone'] as const
export type Kind = (typeof kinds)[number]

const settings = { desktop: devices['Desktop Chrome'], phone: devices['Pixel 7'] }

/** Signals of friction: none of them may come out of a shop that works. */
const friction = [
  'Rage Clicked',
  'Dead Clicked',
  'Error Shown',
  'Script Failed',
  'Request Failed',
  'Form Abandoned',
  'Coupon Denied',
  'Page Returned',
  'Help Sought',
]

/** What the visitor types; no recording may hold it. */
export const typed = {
  name: 'Ada Quillfeather',
  email: 'ada.quillfeather@example.com',
  phone: '+49 30 9876543',
  street: 'Larkspur Lane 17',
  card: '4242 4242 4242 4242',
} as const

/** One visitor in the demo shop, on a desktop or a phone, with a browser profile of their own. */
export class ShopVisit {
  readonly page: Page
  readonly problems: string[] = []
  readonly #server: RunningServer
  readonly #kind: Kind
  #sessionId = ''

  constructor(page: Page, server: RunningServer, kind: Kind) {
    this.page = page
    this.#server = server
    this.#kind = kind
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
  }

  static async begin(browser: Browser, server: RunningServer, kind: Kind, path: string): Promise<ShopVisit> {
    const context = await browser.newContext({
      ...settings[kind],
      baseURL: server.url,
      reducedMotion: 'reduce',
      locale: 'en-GB',
    })
    const visit = new ShopVisit(await context.newPage(), server, kind)
    const modules = ['signals', 'vitals', 'replay'].map((name) =>
      visit.page.waitForResponse((response) => response.url().includes(`/sdk/${name}.js`)),
    )
    await visit.page.goto(path)
    await Promise.all(modules)
    visit.#sessionId = await visit.page.evaluate(
      () =>
        (globalThis as unknown as { throughline: { ids(): { sessionId: string } } }).throughline.ids()
          .sessionId,
    )
    return visit
  }

  /** A click, or a tap of the finger. */
  press(target: Locator | string): Promise<void> {
    const found = typeof target === 'string' ? this.page.getByRole('button', { name: target }) : target
    return this.#kind === 'phone' ? found.tap() : found.click()
  }

  /** Taps in a row, as fast as a hand: Playwright looks at its target before each, for longer than a rage lasts. */
  async drum(target: Locator, times: number): Promise<void> {
    const box = await target.boundingBox()
    if (!box) throw new Error('What is to be tapped is not in sight.')
    for (let time = 0; time < times; time++)
      await this.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  }

  link(name: string): Promise<void> {
    return this.press(this.page.getByRole('link', { name }).first())
  }

  /** From a product to the cart. */
  async buy(): Promise<void> {
    await this.press('Increase quantity of Speckled mug')
    await this.press('Add to cart')
    await this.link('Go to the cart')
  }

  /** From the cart to where the card is asked for. */
  async checkOut(): Promise<void> {
    await this.link('Check out')
    await this.fillAddress(typed.phone)
    await this.press('Continue to delivery')
    await this.page.getByText('Express').click()
    await this.press('Continue to payment')
  }

  async fillAddress(phone: string): Promise<void> {
    const { page } = this
    await page.getByLabel('Name').fill(typed.name)
    await page.getByLabel('E-mail').fill(typed.email)
    await page.getByLabel('Phone').fill(phone)
    await page.getByLabel('Street and number').fill(typed.street)
    await page.getByLabel('Postcode').fill('10115')
    await page.getByLabel('City').fill('Berlin')
  }

  async pay(): Promise<void> {
    const { page } = this
    await page.getByLabel('Card number').fill(typed.card)
    await page.getByLabel('Valid until').fill('09/29')
    await page.getByLabel('Security code').fill('987')
    await this.press(page.getByRole('button', { name: /^Pay / }))
  }

  /** Leaves the site; what is still to be sent goes on the way out. */
  async leave(): Promise<ShopEvent[]> {
    // Nobody buys within a second as a script does; browsers let no more than 64 KB outlive a page.
    await this.page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.includes('.queue')))
    await this.page.goto('about:blank')
    const hasLeft = (events: readonly ShopEvent[]) =>
      ofName(events, 'Page Left').some(({ exit }) => exit === true)
    await expect.poll(async () => hasLeft(await this.events()), { timeout: 30_000 }).toBe(true)
    await this.page.context().close()
    return this.events()
  }

  /** What the server has of this visit, in the order of its time. */
  async events(): Promise<ShopEvent[]> {
    const { events } = await this.ask<{ events: ShopEvent[] }>('/api/v1/events?limit=1000')
    return events
      .filter(({ sessionId }) => sessionId === this.#sessionId)
      .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))
  }

  /** The recordings of this visit. */
  async recordings(): Promise<ShopRecording[]> {
    const { recordings } = await this.ask<{ recordings: ShopRecording[] }>(
      `/api/v1/recordings?session=${this.#sessionId}`,
    )
    return recordings
  }

  async ask<Answer>(path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.#server.url}${path}`, {
      headers: { authorization: `Bearer ${credentials.apiToken}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
}

export interface ShopRecording {
  readonly id: string
  readonly pages: number
  readonly entryPath: string | null
  readonly viewport: { readonly width: number }
  readonly signals: Readonly<Record<string, number>>
}

/** The signals of friction among events, by name. */
export const frictionOf = (events: readonly ShopEvent[]): string[] =>
  events
    .filter(({ event }) => friction.includes(event))
    .map(({ event, properties }) => `${event} ${properties.element ?? properties.url ?? ''}`.trim())

export const ofName = (events: readonly ShopEvent[], name: string): Readonly<Record<string, unknown>>[] =>
  events.filter(({ event }) => event === name).map(({ properties }) => properties)

/** The highest value of a vital; undefined where it was not told. */
export function vitalOf(events: readonly ShopEvent[], metric: string): number | undefined {
  const values = ofName(events, 'Web Vital Measured').filter((vital) => vital.metric === metric)
  return values.length > 0 ? Math.max(...values.map(({ value }) => Number(value))) : undefined
}
