import { type BrowserContext, expect, type Page } from '@playwright/test'
import { type SdkSite, startSdkSite } from './sdk-site.ts'
import { serverTest } from './server-test.ts'
import { credentials, type RunningServer } from './start-server.ts'

/** With a site of another origin that has the SDK of the real server; `page.goto('/plain')` goes to that site. */
export const sdkTest = serverTest.extend<object, { site: SdkSite }>({
  site: [
    async ({ server }, use) => {
      const site = await startSdkSite({ server: server.url, writeKey: credentials.writeKey })
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
})

/** An event as the server gives it back. */
export interface ArrivedEvent {
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
export interface SdkWindow {
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

/** Those of the newest events of the server that are wanted, by their time. */
export async function arrived(
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

/** Wants events whose name begins so. */
export const named =
  (start: string) =>
  ({ event }: ArrivedEvent): boolean =>
    event.startsWith(start)

/** Wants page events of the paths that begin so. */
export const pagesOf =
  (start: string) =>
  ({ type, properties }: ArrivedEvent): boolean =>
    type === 'page' && String(properties.path).startsWith(start)

export const names = (events: ArrivedEvent[]): string[] => events.map(({ event }) => event).sort()

/** As the server's own answers are. */
export const readable = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }

/** Goes to a page of the site and waits for the SDK. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await started(page)
}

/** Waits until the SDK has taken its place on the page. */
export const started = (page: Page) =>
  page.waitForFunction(() => 'ids' in (globalThis as unknown as SdkWindow).throughline)

export const track = (page: Page, event: string, properties = {}): Promise<void> =>
  page.evaluate(([name, values]) => (globalThis as unknown as SdkWindow).throughline.track(name, values), [
    event,
    properties,
  ] as const)

export const ids = (page: Page) => page.evaluate(() => (globalThis as unknown as SdkWindow).throughline.ids())

/** Closes it as a person does: the page hears of it. */
export async function close(page: Page): Promise<void> {
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
}

export const consent = (page: Page, choices: object): Promise<void> =>
  page.evaluate((given) => (globalThis as unknown as SdkWindow).throughline.consent(given), choices)

/** All that the page's origin keeps in the browser. */
export const stored = (page: Page): Promise<object> =>
  page.evaluate(() => ({
    ...localStorage,
    ...sessionStorage,
    ...(document.cookie && { cookie: document.cookie }),
  }))

/** Everything that goes to the server, as the browser sends it. */
export function sentBy(context: BrowserContext): { messageId: string; event?: string; type: string }[] {
  const messages: { messageId: string; event?: string; type: string }[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/v1/batch') && request.method() === 'POST')
      messages.push(...JSON.parse(request.postData() ?? '{}').batch)
  })
  return messages
}
