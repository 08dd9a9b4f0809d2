import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Import } from '@throughline/contract/imports'
import type { Figure, Measurement, Task } from '../benchmark.ts'
import { writeNdjson } from '../import/files.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { sampleMemory } from '../product/memory-sampler.ts'
import { type Product, startProduct, temporaryDataDir } from '../product/product.ts'
import { median } from '../quantile.ts'
import { questions } from '../reports/questions.ts'
import { largeStore } from '../store/large-store.ts'

const AT_MOST = 1_250_000_000

/** What the whole product holds while events, reports and an import all want it at once, on the large store. */
export async function memory(task: Task): Promise<Measurement[]> {
  const [seconds, batches, importRows] = task.smoke ? [2, 20, 2_000] : [60, 1_500, 200_000]
  await using dataDir = await temporaryDataDir(await largeStore(task))
  const file = join(dataDir.path, 'benchmark-import.ndjson')
  await writeNdjson(file, importRows)
  const load = await startLoadGenerator(batches, 'memory')
  await using product = await startProduct(dataDir.path)
  const idle = sampleMemory(product.pid).stop().peak
  const sampler = sampleMemory(product.pid)
  const { port, writeKey } = product
  const [outcome, asked, imported] = await Promise.all([
    load.run({ kind: 'flood', port, writeKey, connections: 24, seconds }),
    askReportsFor(product, seconds * 1000),
    importFile(product, file),
  ])
  const { peak, resident } = sampler.stop()
  await product.stop()
  await load.close()
  if (outcome.refused > 0) throw new Error(`${outcome.refused} events were refused.`)

  const quarter = Math.max(1, Math.floor(resident.length / 4))
  const figures: Figure[] = [
    megabytes('most', peak.resident, AT_MOST),
    megabytes('of it: proportional (PSS)', peak.proportional),
    megabytes('of it: anonymous', peak.anonymous),
    megabytes('after the start', idle.resident),
    megabytes('median of the first quarter', median(resident.slice(0, quarter))),
    megabytes('median of the last quarter', median(resident.slice(-quarter))),
    { name: 'ingested meanwhile', value: outcome.acknowledged / outcome.seconds, unit: 'events/s' },
    { name: 'reports answered meanwhile', value: asked, unit: 'reports' },
    { name: 'rows imported meanwhile', value: imported, unit: 'rows' },
  ]
  return [
    {
      name: 'memory',
      about: `resident memory of the product with ${task.events} events, at full ingestion beside reports and an import`,
      figures,
    },
  ]
}

const megabytes = (name: string, bytes: number, atMost?: number): Figure => ({
  name,
  value: bytes / 1e6,
  unit: 'MB',
  ...(atMost !== undefined && { bound: { atMost: atMost / 1e6 } }),
})

/** All questions of the report benchmark in turn. @returns how many were answered */
async function askReportsFor(product: Product, ms: number): Promise<number> {
  let asked = 0
  for (const end = performance.now() + ms; performance.now() < end; asked++) {
    const question = questions[asked % questions.length]
    if (question) await product.ask('POST', question.path, question.body)
  }
  return asked
}

/** @returns rows that were imported */
async function importFile(product: Product, file: string): Promise<number> {
  const { size } = await stat(file)
  const { id } = await product.ask<Import>('POST', '/api/v1/imports', { name: 'benchmark.ndjson', size })
  await product.putFile(`/api/v1/imports/${id}/file`, file)
  await product.ask('POST', `/api/v1/imports/${id}/start`)
  for (;;) {
    const { status, run, problem } = await product.ask<Import>('GET', `/api/v1/imports/${id}`)
    if (status === 'done' && run) return run.rows
    if (status !== 'queued' && status !== 'running')
      throw new Error(`The import ended as ${status}: ${problem}`)
    await setTimeout(200)
  }
}
