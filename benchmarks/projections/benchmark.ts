import { setTimeout } from 'node:timers/promises'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { peopleLag, peopleLevel } from '../product/people-lag.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { median, quantile } from '../quantile.ts'

const CONNECTIONS = 24
const LAG_AT_MOST_MS = 5_000
const VISIBLE_WITHIN_MS = 1_000
const LEVEL_WITHIN_MS = 120_000

/** How far people are behind the log at full speed, and when a person and a segment show an event on an idle server. */
export async function projections({ smoke, say }: Task): Promise<Measurement[]> {
  const [seconds, batches, people] = smoke ? [2, 20, 2] : [60, 1_500, 30]
  await using dataDir = await temporaryDataDir()
  const load = await startLoadGenerator(batches, 'projections')
  await using product = await startProduct(dataDir.path)
  const { port, writeKey } = product
  const flood = load.run({ kind: 'flood', port, writeKey, connections: CONNECTIONS, seconds })
  const lags: number[] = []
  let ended = false
  flood.finally(() => {
    ended = true
  })
  while (!ended) {
    lags.push((await peopleLag(product)).behindMs)
    await setTimeout(200)
  }
  const { acknowledged, refused, seconds: took } = await flood
  if (refused > 0) throw new Error(`${refused} events were refused.`)
  const stopped = performance.now()
  await peopleLevel(product, LEVEL_WITHIN_MS)
  const levelAfter = performance.now() - stopped
  say(`Level ${Math.round(levelAfter)} ms after the last of ${acknowledged} events.`)
  const visible = await visibleAfter(product, people)
  await product.stop()
  await load.close()

  const figures: Figure[] = [
    { name: 'ingested meanwhile', value: acknowledged / took, unit: 'events/s' },
    { name: 'behind, median', value: median(lags), unit: 'ms' },
    { name: 'behind, most', value: Math.max(...lags), unit: 'ms', bound: { atMost: LAG_AT_MOST_MS } },
    { name: 'level after the end', value: levelAfter, unit: 'ms' },
    { name: 'profile shows an event, p50', value: median(visible.profile), unit: 'ms' },
    {
      name: 'profile shows an event, p99',
      value: quantile(visible.profile, 0.99),
      unit: 'ms',
      bound: { atMost: VISIBLE_WITHIN_MS },
    },
    {
      name: 'segment holds the person, p99',
      value: quantile(visible.segment, 0.99),
      unit: 'ms',
      bound: { atMost: VISIBLE_WITHIN_MS },
    },
  ]
  return [{ name: 'projections', about: 'people and traits behind the log at full speed', figures }]
}

/** From the acknowledgement of an event to the answer that shows it, one person after the other. */
async function visibleAfter(product: Product, people: number) {
  const times: { profile: number[]; segment: number[] } = { profile: [], segment: [] }
  const { id: segment } = await product.ask<{ id: string }>('POST', '/api/v1/segments', {
    name: 'Benchmark',
    kind: 'rule',
    rule: { trait: { name: 'benchmark', operator: 'equals', value: 'yes' } },
  })
  for (let person = 0; person < people; person++) {
    const userId = `benchmark-${person}`
    await product.ask('POST', '/v1/identify', {
      writeKey: product.writeKey,
      userId,
      messageId: `visible-${person}`,
      traits: { benchmark: 'yes' },
    })
    const acknowledged = performance.now()
    const profile = await until(
      () =>
        product.tryAsk<{ traits: object; segments: string[] }>(`/api/v1/customer/user_id:${userId}/profile`),
      ({ traits }) => 'benchmark' in traits,
    )
    times.profile.push(performance.now() - acknowledged)
    if (!profile.segments.includes(segment))
      await until(
        () => product.tryAsk<{ segments: string[] }>(`/api/v1/customer/user_id:${userId}/profile`),
        ({ segments }) => segments.includes(segment),
      )
    times.segment.push(performance.now() - acknowledged)
  }
  return times
}

/** Asks every few milliseconds, until the answer fits. */
async function until<T>(ask: () => Promise<T | undefined>, fits: (answer: T) => boolean): Promise<T> {
  for (const end = performance.now() + LEVEL_WITHIN_MS; performance.now() < end; await setTimeout(5)) {
    const answer = await ask()
    if (answer !== undefined && fits(answer)) return answer
  }
  throw new Error('An acknowledged event did not show.')
}
