import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { chromiumFlags, ensureChromium } from '../../scripts/chromium.mjs'

/** A Chromium of the machine's own, as the browser tests use it. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: ensureChromium(), args: chromiumFlags })

/** A page in a profile of its own, and the means to ask what it cost. */
export interface MeasuredPage extends AsyncDisposable {
  readonly page: Page
  readonly devtools: CDPSession
  /** Seconds of processor time that the page's main thread has worked. */
  mainThread(): Promise<number>
}

export async function openPage(browser: Browser): Promise<MeasuredPage> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  // Of the thread, not of the clock: what else runs on the machine does not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  return {
    page,
    devtools,
    async mainThread() {
      const { metrics } = await devtools.send('Performance.getMetrics')
      const task = metrics.find(({ name }) => name === 'TaskDuration')
      if (!task) throw new Error('Chromium did not tell TaskDuration.')
      return task.value
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Waits until the SDK has loaded all that it loads when the page is idle. */
export async function untilSettled(page: Page, arm: string): Promise<void> {
  if (arm === 'none') return
  const modules = ['sdk/signals.js', 'sdk/vitals.js', ...(arm === 'replay' ? ['sdk/replay.js'] : [])]
  await page.waitForFunction(
    (names) =>
      names.every((name) =>
        performance.getEntriesByType('resource').some((entry) => entry.name.includes(name)),
      ),
    modules,
  )
  await page.waitForTimeout(500)
}
