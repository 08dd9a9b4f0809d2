import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { credentials, type RunningServer } from './start-server.ts'

/** Gives the page the owner's login, without the form that log-in.spec.ts tests. */
export async function logInAsOwner(page: Page, server: RunningServer): Promise<void> {
  const answer = await page.request.post('/api/auth/sign-in/email', {
    headers: { origin: server.url },
    data: { email: credentials.ownerEmail, password: credentials.ownerPassword },
  })
  if (!answer.ok()) throw new Error(`The owner could not log in: ${answer.status()} ${await answer.text()}`)
}

/** What axe finds serious or critical on the page, in words; to be compared with nothing. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Sends Segment-shaped messages and waits until they are on disk. */
export async function sendMessages(page: Page, batch: readonly Record<string, unknown>[]): Promise<void> {
  const answer = await page.request.post('/v1/batch', { data: { writeKey: credentials.writeKey, batch } })
  if (!answer.ok()) throw new Error(`The events were refused: ${answer.status()} ${await answer.text()}`)
}
