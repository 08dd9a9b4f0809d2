import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectionFeature } from '../../apps/server/src/features/listen/collection/index.ts'
import { Rejection } from '../../apps/server/src/features/listen/collection/message/rejection.ts'
import { openChdbConnection } from '../../apps/server/src/platform/analytics/chdb.ts'
import { settingsOf } from '../../apps/server/src/platform/analytics/lane-settings.ts'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { eventColumns } from '../../apps/server/src/platform/events/event-row.ts'
import { answerQuestions } from '../child-questions.ts'
import { prepareBatches } from '../load/batch-pool.ts'
import type { RawOrder, RawOutcome } from './raw-inserts.ts'

/** The engine without the product: rows written beforehand as text, inserted one statement after the other. */
const dataDir = await mkdtemp(join(tmpdir(), 'throughline-raw-'))
const analytics = await openAnalytics({ kind: 'embedded', dataDir })
const connection = await openChdbConnection(join(dataDir, 'analytics'), settingsOf('ingest'))
let lines: readonly string[] = []
let next = 0

answerQuestions(
  async (order: RawOrder): Promise<RawOutcome> => {
    if (order.kind === 'insert') return insert(order.rows, order.groupSize)
    lines = linesOf(order.batches, order.name)
    return { rows: 0, seconds: 0 }
  },
  async () => {
    await connection.close()
    await analytics.close()
    await rm(dataDir, { recursive: true, force: true })
  },
)

async function insert(rows: number, groupSize: number): Promise<RawOutcome> {
  let seconds = 0
  for (let left = rows; left > 0; left -= groupSize) {
    const group = takeLines(Math.min(left, groupSize))
    const start = performance.now()
    await connection.insert('events', ['seq', ...eventColumns], group)
    seconds += (performance.now() - start) / 1000
  }
  return { rows, seconds }
}

function takeLines(count: number): string {
  const taken = Array.from({ length: count }, (_, at) => lines[(next + at) % lines.length])
  next += count
  return taken.join('\n')
}

/** The rows that the product makes of the same bodies. */
function linesOf(batches: number, name: string): string[] {
  const { api } = collectionFeature({
    projects: { byWriteKey: () => undefined },
    eventLog: { append: async (rows) => rows.length },
    clock: Date.now,
  })
  let seq = 0
  return prepareBatches(batches, name).flatMap(({ bytes }) => {
    const { batch } = api.parseJson(bytes) as { batch: unknown[] }
    return batch.map((message) => {
      const row = api.readMessage(message, { projectId: 'default', receivedAt: Date.now() })
      if (row instanceof Rejection) throw new Error(`A simulated message was rejected: ${row.message}`)
      return JSON.stringify([++seq, ...eventColumns.map((column) => row[column])])
    })
  })
}
