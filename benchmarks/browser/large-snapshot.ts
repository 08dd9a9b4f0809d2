import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Measurement, Task } from '../benchmark.ts'
import { median } from '../quantile.ts'
import { LARGE_NODES } from './browser-pages.ts'
import { openPage } from './browser-process.ts'
import type { SdkSite } from './sdk-site.ts'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly tdur?: number
  readonly dur?: number
  readonly args?: { readonly data?: { readonly url?: string }; readonly name?: string }
}

/** The longest task in which the recording of a page of 20,000 nodes begins. */
export async function largeSnapshot(
  browser: Browser,
  site: SdkSite,
  { smoke, say }: Task,
): Promise<Measurement[]> {
  const rounds = smoke ? 1 : 5
  const longest: { processor: number; clock: number }[] = []
  for (let round = 0; round < rounds; round++) {
    longest.push(await oneSnapshot(browser, site))
    say(`20,000 nodes, round ${round + 1} of ${rounds}`)
  }
  return [
    {
      name: 'snapshot of 20,000 nodes',
      about:
        'the longest task of the main thread from when the recorder is loaded until the snapshot is sent',
      figures: [
        {
          name: 'processor time, median of the rounds',
          value: median(longest.map(({ processor }) => processor)),
          unit: 'ms',
          bound: { atMost: 50 },
        },
        {
          name: 'processor time, worst',
          value: Math.max(...longest.map(({ processor }) => processor)),
          unit: 'ms',
        },
        { name: 'by the clock, median', value: median(longest.map(({ clock }) => clock)), unit: 'ms' },
      ],
    },
  ]
}

async function oneSnapshot(browser: Browser, site: SdkSite) {
  await using measured = await openPage(browser)
  const { page } = measured
  const sentBefore = site.received('/v1/replay').length
  // Begins when the page stands and the recorder is asked for: what the page itself costs is not the recorder's.
  let tracing: Promise<void> | undefined
  await page.route(/\/sdk\/replay\.js/, async (route) => {
    tracing ??= browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
    await tracing
    await route.continue()
  })
  await page.goto(site.address('large', 'replay'))
  for (let waited = 0; nodesSent(site, sentBefore) < LARGE_NODES; waited++) {
    if (waited === 300)
      throw new Error(`Only ${nodesSent(site, sentBefore)} nodes of the large page were recorded.`)
    await sleep(100)
    // Chunks go when they are full or old; a page that is left sends at once.
    if (waited === 100) await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid }) => /RunTask$/.test(name) && mains.has(`${pid} ${tid}`),
  )
  if (tasks.length === 0) throw new Error('The trace holds no task of the main thread.')
  return {
    processor: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
    clock: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
  }
}

/** Nodes that have come in, of any event that adds some. */
const nodesSent = (site: SdkSite, from: number): number =>
  site
    .received('/v1/replay')
    .slice(from)
    .reduce(
      (sum, body) => sum + (body.match(/"type":[0-5],"(tagName|textContent|childNodes|name)"/g)?.length ?? 0),
      0,
    )
