import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from '@playwright/test'
import { credentials, type RunningServer } from './start-server.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

const logins = new WeakMap<RunningServer, Promise<Cookies>>()

/** Gives the page the owner's login, without the form that log-in.spec.ts tests; one a server, since tries are limited. */
export async function logInAsOwner(page: Page, server: RunningServer): Promise<void> {
  const login = logins.get(server) ?? logIn(page, server)
  logins.set(server, login)
  await page.context().addCookies(await login)
}

async function logIn(page: Page, server: RunningServer): Promise<Cookies> {
  const answer = await page.request.post('/api/auth/sign-in/email', {
    headers: { origin: server.url },
    data: { email: credentials.ownerEmail, password: credentials.ownerPassword },
  })
  if (!answer.ok()) throw new Error(`The owner could not log in: ${answer.status()} ${await answer.text()}`)
  return page.context().cookies()
}

/**
 * What axe finds serious or critical on the page, in words; to be compared with nothing. In the page itself: its newer
 * way opens a page of its own for every look, which takes longer than looking.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Sends Segment-shaped messages and waits until they are on disk. */
export async function sendMessages(page: Page, batch: readonly Record<string, unknown>[]): Promise<void> {
  const answer = await page.request.post('/v1/batch', { data: { writeKey: credentials.writeKey, batch } })
  if (!answer.ok()) throw new Error(`The events were refused: ${answer.status()} ${await answer.text()}`)
}
