import { expect, type Page } from '@playwright/test'
import { recordingsOf } from './recorded.ts'
import type { RunningServer } from './start-server.ts'

/** Leaves the page and waits until a recording of it has arrived. */
export async function leave(page: Page, server: RunningServer, path: string): Promise<string> {
  await page.goto('about:blank')
  await expect.poll(async () => (await recordingsOf(server, path)).length).toBeGreaterThan(0)
  const [recording] = await recordingsOf(server, path)
  return recording?.id ?? ''
}

/** Opens a page and waits until its recording has begun: rrweb has marked the page as its own. */
export async function open(page: Page, address: string): Promise<void> {
  const begun = page.waitForResponse(/\/sdk\/replay\.js/)
  await page.goto(address)
  await begun
  await page.waitForTimeout(700)
}
