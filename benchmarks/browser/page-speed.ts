import type { Browser } from 'playwright-core'
import type { Measurement, Task } from '../benchmark.ts'
import { median, quantile } from '../quantile.ts'
import { openPage, untilSettled } from './browser-process.ts'
import type { Arm, SdkSite } from './sdk-site.ts'

interface Speed {
  readonly lcp: number
  readonly inp: number
}

const CLICKS = 8

/** LCP and INP of a page with everything on, against the same page without the SDK, by turns. */
export async function pageSpeed(
  browser: Browser,
  site: SdkSite,
  { smoke, say }: Task,
): Promise<Measurement[]> {
  const rounds = smoke ? 1 : 9
  const speeds: Record<'none' | 'replay', Speed[]> = { none: [], replay: [] }
  // The first page of a browser is slower than those after it.
  await visit(browser, site, 'none')
  for (let round = 0; round < rounds; round++) {
    const turn = ['none', 'replay'] as const
    for (const arm of round % 2 ? turn.toReversed() : turn) speeds[arm].push(await visit(browser, site, arm))
    say(`LCP and INP, round ${round + 1} of ${rounds}`)
  }
  return (['lcp', 'inp'] as const).map((metric) => {
    const [without, with_] = [speeds.none, speeds.replay].map((all) => all.map((speed) => speed[metric]))
    const noise = (quantile(without ?? [], 0.75) - quantile(without ?? [], 0.25)) / 2
    const difference = median(with_ ?? []) - median(without ?? [])
    return {
      name: metric.toUpperCase(),
      about: `with the SDK and replay over without, ${rounds} pages each by turns`,
      ratio: { value: median(with_ ?? []) / median(without ?? []) },
      figures: [
        { name: 'without', value: median(without ?? []), unit: 'ms' },
        { name: 'difference', value: difference, unit: 'ms', bound: { atMost: Math.max(noise, 1) } },
        { name: 'noise: half of the middle spread without', value: noise, unit: 'ms' },
      ],
    }
  })
}

async function visit(browser: Browser, site: SdkSite, arm: Arm): Promise<Speed> {
  await using measured = await openPage(browser)
  const { page } = measured
  await page.addInitScript({ content: OBSERVE })
  await page.goto(site.address('product', arm))
  await untilSettled(page, arm)
  for (let click = 0; click < CLICKS; click++) {
    await page.locator('#go').click()
    await page.waitForTimeout(120)
  }
  await page.waitForTimeout(300)
  await page.waitForFunction('seen.lcp > 0').catch(() => {
    throw new Error('The page told no LCP.')
  })
  const { lcp, events } = (await page.evaluate('seen')) as { lcp: number; events: number[] }
  // With fewer than 50 interactions the INP is the slowest; those under 16 ms are not told.
  return { lcp, inp: Math.max(16, ...events) }
}

/** In the page: what the browser itself tells of both, without any library. */
const OBSERVE = `
window.seen = { lcp: 0, events: [] }
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) seen.lcp = startTime
}).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) if (interactionId) seen.events.push(duration)
}).observe({ type: 'event', durationThreshold: 16 })
`
