import { collectionFeature } from '../../apps/server/src/features/listen/collection/index.ts'
import { browserBatch } from './browser-batch.ts'

const BATCH = 100
const BODIES = 200
const ROUNDS = 10

/**
 * How fast one core turns bodies of `POST /v1/batch` into rows, against the least that any collector has to do with
 * them: parse the JSON and write it again.
 */
const { api } = collectionFeature({
  projects: { byWriteKey: () => undefined },
  eventLog: { append: async (rows) => rows.length },
  clock: Date.now,
})

const bodies = Array.from({ length: BODIES }, (_, index) => Buffer.from(browserBatch(BATCH, index * BATCH)))

const floor = best(() => {
  for (const body of bodies) {
    const { batch } = JSON.parse(body.toString('utf8')) as { batch: unknown[] }
    for (const message of batch) JSON.stringify(message)
  }
})
const rows = best(() => {
  for (const body of bodies) read(body)
})
const lines = best(() => {
  for (const body of bodies) for (const row of read(body)) JSON.stringify(row)
})

console.log(`bytes an event: ${Math.round((bodies[0]?.length ?? 0) / BATCH)}`)
console.log(`parse and write again: ${floor} events/s`)
console.log(`rows: ${rows} events/s`)
console.log(`rows as JSON lines: ${lines} events/s`)
console.log(`ratio (JSON lines over parse and write again): ${(lines / floor).toFixed(2)}`)

function read(body: Buffer) {
  const { batch } = api.parseJson(body) as { batch: unknown[] }
  return batch.map((message) => api.readMessage(message, { projectId: 'default', receivedAt: Date.now() }))
}

/** Events a second of the fastest round: on a shared machine the others measure the neighbours. */
function best(work: () => void): number {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    work()
    return (performance.now() - start) / 1000
  })
  return Math.round((BATCH * BODIES) / Math.min(...seconds))
}
