import { setTimeout as sleep } from 'node:timers/promises'
import type { FrictionAnswer } from '@throughline/contract/friction'
import type { getOverview } from '@throughline/contract/overview'
import type { Static } from 'typebox'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { type MemorySampler, sampleMemory } from '../product/memory-sampler.ts'
import { processorSeconds, settle } from '../product/processor-time.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { samplePeople } from '../profile/sample-people.ts'
import { quantile } from '../quantile.ts'
import { largeStore } from '../store/large-store.ts'
import { storeRange } from '../store/store-range.ts'

const DAY = 86_400_000
const HOUR = DAY / 24
const WITHIN_S = 60
const DAILY_WITHIN_S = 10
const MEMORY_AT_MOST_MB = 1000
const EVENTS_PER_SECOND = 5_000
const ACKNOWLEDGED_WITHIN_MS = 250

interface Range {
  readonly from: string
  readonly to: string
}

/** How long a search over the large store takes and what it holds, and what else waits for it meanwhile. */
export async function frictionSpeed(task: Task): Promise<Measurement[]> {
  const [seconds, people, batches] = task.smoke ? [1, 5, 20] : [25, 500, 1_500]
  await using dataDir = await temporaryDataDir(await largeStore(task))
  const identifiers = await samplePeople(dataDir.path, people)
  const load = await startLoadGenerator(batches, 'friction')
  const figures: Figure[] = []
  {
    await using product = await startProduct(dataDir.path)
    if (!task.smoke) await settle(product)
    figures.push(...(await searchAlone(product, task)))
    const { port, writeKey } = product
    for (const during of ['alone', 'beside searches'] as const) {
      const searches = during === 'alone' ? undefined : keepSearching(product)
      const dashboard = keepLooking(product, identifiers)
      const outcome = await load.run({
        kind: 'pace',
        port,
        writeKey,
        connections: 24,
        seconds,
        eventsPerSecond: EVENTS_PER_SECOND,
      })
      const looks = await dashboard.stop()
      const searched = await searches?.stop()
      if (outcome.refused > 0) throw new Error(`${outcome.refused} events were refused ${during}.`)
      figures.push(
        {
          name: `acknowledgement p99 at ${EVENTS_PER_SECOND} events/s, ${during}`,
          value: quantile(outcome.latencies, 0.99),
          unit: 'ms',
          bound: { atMost: ACKNOWLEDGED_WITHIN_MS },
        },
        { name: `profile p99 meanwhile, ${during}`, value: quantile(looks.profile, 0.99), unit: 'ms' },
        { name: `overview p99 meanwhile, ${during}`, value: quantile(looks.overview, 0.99), unit: 'ms' },
        ...(searched === undefined
          ? []
          : [{ name: 'one search beside all that', value: searched, unit: 's' }]),
      )
    }
    await product.stop()
  }
  await load.close()
  return [
    {
      name: 'friction-speed',
      about: `searches for friction over ${task.events} events through the product`,
      figures,
    },
  ]
}

/**
 * The whole store; then what the product does each day: the trailing 30 days again, with new ones among them. The store
 * holds the day's events already, so the second search knows them by their time and not by their number in the log; it
 * reads the people of both days anew, as it would.
 */
async function searchAlone(product: Product, { smoke, say }: Task): Promise<Figure[]> {
  const idle = sampleMemory(product.pid).stop().peak.resident
  const full = await measured(product, storeRange)
  const last = await lastDay(product)
  const ofDay = (to: number) => ({
    from: new Date(to - 30 * DAY).toISOString(),
    to: new Date(to).toISOString(),
  })
  await search(product, ofDay(last - DAY))
  const daily = await measured(product, ofDay(last))
  const { sessions, findings, tried } = full.answer
  say(`${sessions} sessions, ${tried} tried, ${findings.length} findings.`)
  if (!smoke && !(sessions > 0)) throw new Error('No session was found in the large store.')
  return [
    { name: 'whole store', value: full.seconds, unit: 's', bound: { atMost: WITHIN_S } },
    { name: 'whole store, processor', value: full.processor, unit: 's' },
    { name: 'sessions', value: sessions, unit: 'sessions' },
    { name: 'resident before', value: idle / 1e6, unit: 'MB' },
    {
      name: 'most resident meanwhile',
      value: full.peak.resident / 1e6,
      unit: 'MB',
      bound: { atMost: MEMORY_AT_MOST_MB },
    },
    { name: 'of it: anonymous', value: full.peak.anonymous / 1e6, unit: 'MB' },
    {
      name: 'trailing 30 days, a day later',
      value: daily.seconds,
      unit: 's',
      bound: { atMost: DAILY_WITHIN_S },
    },
    { name: 'trailing 30 days, processor', value: daily.processor, unit: 's' },
    { name: 'trailing 30 days, most resident', value: daily.peak.resident / 1e6, unit: 'MB' },
  ]
}

interface Measured {
  readonly answer: FrictionAnswer
  readonly seconds: number
  readonly processor: number
  readonly peak: ReturnType<MemorySampler['stop']>['peak']
}

async function measured(product: Product, range: Range): Promise<Measured> {
  const memory = sampleMemory(product.pid)
  const [processor, began] = [processorSeconds(product.pid), performance.now()]
  const answer = await search(product, range)
  return {
    answer,
    seconds: (performance.now() - began) / 1000,
    processor: processorSeconds(product.pid) - processor,
    peak: memory.stop().peak,
  }
}

/** Asks until there is a result. @throws Error where the search failed */
async function search(product: Product, { from, to }: Range): Promise<FrictionAnswer> {
  const query = new URLSearchParams({ from, to })
  for (;;) {
    const answer = await product.ask<FrictionAnswer>('GET', `/api/v1/friction?${query}`)
    if (answer.status === 'ready') return answer
    if (answer.status === 'failed') throw new Error(`The search failed: ${answer.problem}`)
    await sleep(100)
  }
}

/** The end of the last day with a visit. */
async function lastDay(product: Product): Promise<number> {
  const query = new URLSearchParams({ ...storeRange, interval: 'day' })
  const { buckets, course } = await product.ask<Overview>('GET', `/api/v1/overview?${query}`)
  const last = buckets[course.sessions.findLastIndex((sessions) => sessions > 0)]
  if (last === undefined) throw new Error('The large store has no visit.')
  return Date.parse(last) + DAY
}

type Overview = Static<typeof getOverview.response>

/** One search after the other, each over a period that nothing is known of. */
function keepSearching(product: Product) {
  let wanted = true
  let finished = 0
  const began = performance.now()
  const run = async () => {
    while (wanted) {
      finished++
      const to = new Date(Date.parse(storeRange.to) - finished * HOUR).toISOString()
      await search(product, { from: storeRange.from, to })
    }
  }
  const running = run()
  // Told by `stop`.
  running.catch(() => undefined)
  return {
    /** @returns seconds a search */
    async stop(): Promise<number> {
      wanted = false
      await running
      return (performance.now() - began) / 1000 / finished
    },
  }
}

/** What people look at most, one after the other. */
function keepLooking(product: Product, identifiers: readonly string[]) {
  let wanted = true
  const times: { profile: number[]; overview: number[] } = { profile: [], overview: [] }
  const timed = async (of: number[], path: string) => {
    const began = performance.now()
    await product.ask('GET', path)
    of.push(performance.now() - began)
  }
  const overview = `/api/v1/overview?${new URLSearchParams({ ...storeRange, interval: 'day' })}`
  const run = async () => {
    for (let look = 0; wanted; look++) {
      const person = encodeURIComponent(identifiers[look % identifiers.length] ?? '')
      await timed(times.profile, `/api/v1/customer/${person}/profile`)
      if (look % 10 === 0) await timed(times.overview, overview)
      await sleep(50)
    }
  }
  const running = run()
  // Told by `stop`.
  running.catch(() => undefined)
  return {
    async stop() {
      wanted = false
      await running
      return times
    },
  }
}
