import { Type } from 'typebox'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { sql } from '../../apps/server/src/platform/analytics/sql.ts'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { median, quantile } from '../quantile.ts'
import { largeStore } from '../store/large-store.ts'
import { keepHeavyReportsRunning } from './heavy-reports.ts'
import { startRawInserts } from './raw-inserts.ts'

const CONNECTIONS = 24
const STEADY_EVENTS_PER_SECOND = 5_000
const ACKNOWLEDGED_WITHIN_MS = 250

/** How fast events become durable, and how long a sender waits. */
export async function ingest(task: Task): Promise<Measurement[]> {
  return [await againstRawInserts(task), await atASteadyRate(task)]
}

async function againstRawInserts({ smoke, say }: Task): Promise<Measurement> {
  const [rounds, seconds, batches] = smoke ? [1, 1, 20] : [5, 8, 1_500]
  await using dataDir = await temporaryDataDir()
  const [load, raw] = [await startLoadGenerator(batches, 'ingest'), await startRawInserts(batches, 'ingest')]
  const [throughProduct, throughEngine, groupSizes]: [number[], number[], number[]] = [[], [], []]
  let acknowledged = 0
  {
    await using product = await startProduct(dataDir.path)
    // The first inserts of each meet an empty table and cold code.
    acknowledged += (await flood(load, product, seconds / 2)).acknowledged
    await raw.insert(batches * 10, 2_000)
    for (let round = 0; round < rounds; round++) {
      const outcome = await flood(load, product, seconds)
      acknowledged += outcome.acknowledged
      throughProduct.push(outcome.acknowledged / outcome.seconds)
      groupSizes.push(outcome.groupSize)
      const inserted = await raw.insert(outcome.acknowledged, outcome.groupSize)
      throughEngine.push(inserted.rows / inserted.seconds)
      say(
        `Round ${round + 1}: ${figure(throughProduct)} events/s through the product, ${figure(throughEngine)} raw, ${outcome.groupSize} an insert.`,
      )
    }
    await product.stop()
  }
  await Promise.all([load.close(), raw.close()])
  await everyAcknowledgedEventIsThereOnce(dataDir.path, acknowledged)

  return {
    name: 'ingest',
    about:
      'durable events/s through POST /v1/batch (24 connections, 100 an event batch) over raw inserts of the same rows by chDB’s own insert, as JSON lines',
    ratio: {
      value: median(throughProduct.map((rate, round) => rate / (throughEngine[round] ?? Number.NaN))),
      bound: { atLeast: 0.5 },
    },
    figures: [
      { name: 'through the product', value: median(throughProduct), unit: 'events/s' },
      { name: 'raw inserts', value: median(throughEngine), unit: 'events/s' },
      { name: 'rows an insert', value: median(groupSizes), unit: 'rows' },
    ],
  }
}

const figure = (rates: readonly number[]): number => Math.round(rates.at(-1) ?? Number.NaN)

async function flood(load: LoadGenerator, product: Product, seconds: number) {
  const [rowsBefore, insertsBefore] = await written(product)
  const { port, writeKey } = product
  const outcome = await load.run({ kind: 'flood', port, writeKey, connections: CONNECTIONS, seconds })
  if (outcome.refused > 0) throw new Error(`${outcome.refused} events were refused.`)
  const [rows, inserts] = await written(product)
  return { ...outcome, groupSize: Math.max(1, Math.round((rows - rowsBefore) / (inserts - insertsBefore))) }
}

const written = async (product: Product): Promise<[rows: number, inserts: number]> => [
  await product.metric('events_stored_total'),
  await product.metric('event_inserts_total'),
]

const Stored = Type.Object({ events: Type.String(), ids: Type.String() })

async function everyAcknowledgedEventIsThereOnce(dataDir: string, acknowledged: number): Promise<void> {
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  const [stored] = await analytics.query(
    sql`SELECT count() AS events, uniqExact(message_id) AS ids FROM events`,
    Stored,
    { name: 'count_stored' },
  )
  await analytics.close()
  if (Number(stored?.events) !== acknowledged || Number(stored?.ids) !== acknowledged)
    throw new Error(
      `${acknowledged} events were acknowledged, but ${stored?.events} with ${stored?.ids} ids are stored.`,
    )
}

/** On the large store: with nothing else to do, then while one long report follows the other. */
async function atASteadyRate(task: Task): Promise<Measurement> {
  const [seconds, batches] = task.smoke ? [1, 20] : [20, 1_500]
  await using dataDir = await temporaryDataDir(await largeStore(task))
  const load = await startLoadGenerator(batches, 'steady')
  const figures: Figure[] = []
  {
    await using product = await startProduct(dataDir.path)
    const run = (seconds: number, eventsPerSecond: number) => {
      const { port, writeKey } = product
      return load.run({ kind: 'pace', port, writeKey, connections: CONNECTIONS, seconds, eventsPerSecond })
    }
    // Just started, the server still reads the ids of the log, and looks each new one up until it has.
    await run(seconds / 2, STEADY_EVENTS_PER_SECOND / 5)
    const pace = async (during: string) => {
      const outcome = await run(seconds, STEADY_EVENTS_PER_SECOND)
      if (outcome.refused > 0) throw new Error(`${outcome.refused} events were refused ${during}.`)
      figures.push(
        { name: `acknowledgement p50, ${during}`, value: quantile(outcome.latencies, 0.5), unit: 'ms' },
        {
          name: `acknowledgement p99, ${during}`,
          value: quantile(outcome.latencies, 0.99),
          unit: 'ms',
          bound: { atMost: ACKNOWLEDGED_WITHIN_MS },
        },
        { name: `reached, ${during}`, value: outcome.acknowledged / outcome.seconds, unit: 'events/s' },
      )
    }
    await pace('alone')
    const reports = keepHeavyReportsRunning(product)
    await pace('beside heavy reports')
    const { finished, seconds: reportSeconds } = await reports.stop()
    figures.push(
      { name: 'heavy reports that ended meanwhile', value: finished, unit: 'reports' },
      { name: 'one heavy report', value: reportSeconds, unit: 's' },
    )
    await product.stop()
  }
  await load.close()
  return {
    name: 'ingest-steady',
    about: `acknowledgement at ${STEADY_EVENTS_PER_SECOND} events/s, each batch due by the clock`,
    figures,
  }
}
