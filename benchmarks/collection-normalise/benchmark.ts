import { collectionFeature } from '../../apps/server/src/features/listen/collection/index.ts'
import type { Measurement, Task } from '../benchmark.ts'
import { browserBatch } from './browser-batch.ts'

const BATCH = 100

/**
 * How fast one core turns bodies of `POST /v1/batch` into rows, against the least that any collector has to do with
 * them: parse the JSON and write it again.
 */
export async function collectionNormalise({ smoke }: Task): Promise<Measurement[]> {
  const { api } = collectionFeature({
    projects: { byWriteKey: () => undefined },
    eventLog: { append: async (rows) => rows.length },
    clock: Date.now,
  })
  const [count, rounds] = smoke ? [2, 1] : [200, 10]
  const bodies = Array.from({ length: count }, (_, index) => Buffer.from(browserBatch(BATCH, index * BATCH)))
  const read = (body: Buffer) => {
    const { batch } = api.parseJson(body) as { batch: unknown[] }
    return batch.map((message) => api.readMessage(message, { projectId: 'default', receivedAt: Date.now() }))
  }
  const best = (work: (body: Buffer) => void) => eventsASecond(() => bodies.forEach(work), count, rounds)

  const floor = best((body) => {
    const { batch } = JSON.parse(body.toString('utf8')) as { batch: unknown[] }
    for (const message of batch) JSON.stringify(message)
  })
  const rows = best(read)
  const lines = best((body) => {
    for (const row of read(body)) JSON.stringify(row)
  })
  return [
    {
      name: 'collection-normalise',
      about: 'events/s of one core from bodies to lines for the store over parsing and writing the same JSON',
      ratio: { value: lines / floor },
      figures: [
        { name: 'parse and write again', value: floor, unit: 'events/s' },
        { name: 'rows', value: rows, unit: 'events/s' },
        { name: 'rows as JSON lines', value: lines, unit: 'events/s' },
        { name: 'bytes an event', value: (bodies[0]?.length ?? 0) / BATCH, unit: 'bytes' },
      ],
    },
  ]
}

/** Of the fastest round: on a shared machine the others measure the neighbours. */
function eventsASecond(work: () => void, bodies: number, rounds: number): number {
  const seconds = Array.from({ length: rounds }, () => {
    const start = performance.now()
    work()
    return (performance.now() - start) / 1000
  })
  return (BATCH * bodies) / Math.min(...seconds)
}
