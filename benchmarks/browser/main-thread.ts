import type { Browser, Page } from 'playwright-core'
import type { Measurement, Task } from '../benchmark.ts'
import { median } from '../quantile.ts'
import { openPage, untilSettled } from './browser-process.ts'
import { type Arm, arms, type SdkSite } from './sdk-site.ts'

interface Cost {
  /** Seconds of the main thread, from the first click to when all is sent. */
  readonly busy: number
  /** Seconds of the main thread from opening the page until it is idle. */
  readonly opening: number
  /** Share of the SDK's own code and what it called, as samples of the stack tell of further clicks; of some rounds. */
  readonly sampled: number | undefined
}

const ROUNDS = 5
/** Of so many rounds one is sampled as well, which takes half as long again. */
const SAMPLED_EACH = 2
/** Between two clicks there is a frame of the page's own, and time to begin what a click asks for. */
const PAUSE_MS = 30

/** Main-thread time of the busy page, SDK over no SDK, by turns. */
export async function mainThread(
  browser: Browser,
  site: SdkSite,
  { smoke, say }: Task,
): Promise<Measurement[]> {
  const clicks = smoke ? 20 : 200
  const rounds = smoke ? 1 : ROUNDS
  const costs: Record<Arm, Cost[]> = { none: [], sdk: [], replay: [] }
  for (let round = 0; round < rounds; round++) {
    for (const arm of [...arms.slice(round % arms.length), ...arms.slice(0, round % arms.length)])
      costs[arm].push(
        await busyRound(browser, site, arm, clicks, arm !== 'none' && round % SAMPLED_EACH === 0, smoke),
      )
    say(`main thread, round ${round + 1} of ${rounds}`)
  }
  if (site.received('/v1/batch').length === 0) throw new Error('The SDK sent nothing of the busy page.')
  const of = (arm: Arm, part: keyof Cost) => median(costs[arm].flatMap((cost) => cost[part] ?? []))
  /** Of the pages of one round: what else runs on the machine slows all three of them. */
  const over = (arm: Arm) =>
    median(costs[arm].map(({ busy }, round) => busy / (costs.none[round]?.busy ?? Number.NaN)))
  const spread = spreadOf(costs.none.map(({ busy }) => busy))
  return (['sdk', 'replay'] as const).map((arm) => ({
    name: arm === 'sdk' ? 'main thread without replay' : 'main thread with replay',
    about: `${clicks} clicks, ${clicks * 2.5} mutations, ${clicks / 10} requests; processor time with the SDK over without`,
    ratio: {
      value: over(arm),
      bound: { atMost: arm === 'sdk' ? 1.01 : 1.04 },
    },
    figures: [
      { name: 'without the SDK', value: of('none', 'busy') * 1000, unit: 'ms' },
      {
        name: 'more for each click',
        value: ((over(arm) - 1) * of('none', 'busy') * 1000) / clicks,
        unit: 'ms',
      },
      { name: 'noise: half of the middle spread without', value: spread * 100, unit: '%' },
      {
        name: 'in the SDK by samples of the stack',
        value: of(arm, 'sampled') * 100,
        unit: '%',
        bound: { atMost: arm === 'sdk' ? 1 : 4 },
      },
      {
        name: 'opening the page, more than without',
        value: (of(arm, 'opening') - of('none', 'opening')) * 1000,
        unit: 'ms',
      },
    ],
  }))
}

async function busyRound(
  browser: Browser,
  site: SdkSite,
  arm: Arm,
  clicks: number,
  isSampled: boolean,
  smoke: boolean,
): Promise<Cost> {
  await using measured = await openPage(browser)
  const { page, devtools } = measured
  const before = await measured.mainThread()
  await page.goto(site.address('busy', arm))
  await untilSettled(page, arm)
  const opened = await measured.mainThread()
  await page.waitForTimeout(300)
  const began = await measured.mainThread()
  await clickAround(page, clicks, smoke)
  const ended = await measured.mainThread()
  await untilDone(page, clicks)
  const cost = { busy: ended - began, opening: opened - before }
  if (!isSampled) return { ...cost, sampled: undefined }

  // Apart from what is timed: a sample of a deep stack costs the thread more than one of a shallow stack.
  await devtools.send('Profiler.enable')
  await devtools.send('Profiler.setSamplingInterval', { interval: 500 })
  await devtools.send('Profiler.start')
  await clickAround(page, clicks / 4, smoke)
  const { profile } = await devtools.send('Profiler.stop')
  return { ...cost, sampled: shareInSdk(profile) }
}

/** The page itself counts what it did; on a slow machine its last requests end later. */
async function untilDone(page: Page, clicks: number): Promise<void> {
  const did = '[window.clicks, window.mutations, window.requests].join()'
  const expected = [clicks, clicks * 2.5, clicks / 10].join()
  await page.waitForFunction(`${did} === '${expected}'`).catch(async () => {
    throw new Error(`The busy page did ${await page.evaluate(did)}, expected ${expected}.`)
  })
}

async function clickAround(page: Page, clicks: number, smoke: boolean): Promise<void> {
  const boxes = await Promise.all((await page.locator('.go').all()).map((button) => button.boundingBox()))
  for (let click = 0; click < clicks; click++) {
    const box = boxes[click % boxes.length]
    if (!box) throw new Error('The busy page has no buttons.')
    await page.mouse.click(box.x + 10, box.y + 10)
    await page.waitForTimeout(smoke ? 10 : PAUSE_MS)
  }
  // The last batch and the last chunk.
  await page.waitForTimeout(smoke ? 500 : 3_000)
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly url: string; readonly functionName: string }
    readonly children?: readonly number[]
  }[]
  readonly samples?: readonly number[]
  readonly timeDeltas?: readonly number[]
}

/** The SDK's share of the time in which the thread was not idle. */
function shareInSdk({ nodes, samples = [], timeDeltas = [] }: Profile): number {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const inSdk = new Set<number>()
  const mark = (id: number, within: boolean) => {
    const node = byId.get(id)
    if (!node) return
    const is = within || /\/sdk(\.js|\/)/.test(node.callFrame.url)
    if (is) inSdk.add(id)
    for (const child of node.children ?? []) mark(child, is)
  }
  const [root] = nodes
  if (root) mark(root.id, false)
  let own = 0
  let all = 0
  for (const [at, id] of samples.entries()) {
    if (byId.get(id)?.callFrame.functionName === '(idle)') continue
    const time = timeDeltas[at] ?? 0
    all += time
    if (inSdk.has(id)) own += time
  }
  return all > 0 ? own / all : 0
}

/** Half of what lies between the quartiles, as a share of the median. */
function spreadOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return (at(0.75) - at(0.25)) / 2 / at(0.5)
}
