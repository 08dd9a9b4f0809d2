import type { Profile } from '@throughline/contract/people'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { quantile } from '../quantile.ts'
import { largeStore } from '../store/large-store.ts'
import { samplePeople } from './sample-people.ts'

const P99_AT_MOST_MS = 50
const BESIDE_EVENTS_PER_SECOND = 2_000

/** How long a person's profile and first page of the timeline take at the size of the large store. */
export async function profile(task: Task): Promise<Measurement[]> {
  const [people, batches] = task.smoke ? [5, 20] : [500, 1_500]
  await using dataDir = await temporaryDataDir(await largeStore(task))
  const identifiers = await samplePeople(dataDir.path, people)
  const load = await startLoadGenerator(batches, 'profile')
  const figures: Figure[] = []
  {
    await using product = await startProduct(dataDir.path)
    await look(product, identifiers.slice(0, 20))
    figures.push(...(await figuresOf(product, identifiers, 'idle')))
    const { port, writeKey } = product
    const seconds = task.smoke ? 1 : 25
    const pace = load.run({
      kind: 'pace',
      port,
      writeKey,
      connections: 24,
      seconds,
      eventsPerSecond: BESIDE_EVENTS_PER_SECOND,
    })
    figures.push(...(await figuresOf(product, identifiers, `beside ${BESIDE_EVENTS_PER_SECOND} events/s`)))
    const { refused } = await pace
    if (refused > 0) throw new Error(`${refused} events were refused.`)
    await product.stop()
  }
  await load.close()
  return [
    {
      name: 'profile',
      about: `${people} random people, one after the other, ${task.events} events`,
      figures,
    },
  ]
}

async function figuresOf(
  product: Product,
  identifiers: readonly string[],
  during: string,
): Promise<Figure[]> {
  const times = await look(product, identifiers)
  return Object.entries(times).flatMap(([what, ms]) => [
    { name: `${what} p50, ${during}`, value: quantile(ms, 0.5), unit: 'ms' },
    {
      name: `${what} p99, ${during}`,
      value: quantile(ms, 0.99),
      unit: 'ms',
      bound: { atMost: P99_AT_MOST_MS },
    },
  ])
}

/** @returns milliseconds of each answer */
async function look(product: Product, identifiers: readonly string[]) {
  const times: { profile: number[]; timeline: number[] } = { profile: [], timeline: [] }
  for (const identifier of identifiers) {
    const customer = `/api/v1/customer/${encodeURIComponent(identifier)}`
    const began = performance.now()
    const { eventCount } = await product.ask<Profile>('GET', `${customer}/profile`)
    const between = performance.now()
    const { events } = await product.ask<{ events: unknown[] }>('GET', `${customer}/events?limit=50`)
    times.profile.push(between - began)
    times.timeline.push(performance.now() - between)
    if (events.length !== Math.min(50, eventCount))
      throw new Error(`${identifier} has ${eventCount} events, but the timeline shows ${events.length}.`)
  }
  return times
}
