import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Type } from 'typebox'
import { Sql } from '../../apps/server/src/platform/analytics/sql.ts'
import { startTestApp, type TestApp } from '../../apps/server/src/testing/test-app.ts'
import type { Measurement, Task } from '../benchmark.ts'
import { temporaryDataDir } from '../product/product.ts'
import { median } from '../quantile.ts'
import { mergedStore } from './merged-store.ts'
import { type Question, questions } from './questions.ts'

const AT_MOST = 1.3
const AnyRow = Type.Record(Type.String(), Type.Unknown())

/**
 * The report API over SQL written by hand for one question, on a table that is already merged: in one process, by turns,
 * with the same engine and the same limits. Both must give the same answer.
 */
export async function reports(task: Task): Promise<Measurement[]> {
  const rounds = task.smoke ? 1 : 7
  await using dataDir = await temporaryDataDir(await mergedStore(task))
  const app = await startTestApp({ dataDir: dataDir.path })
  try {
    const measurements: Measurement[] = []
    for (const question of questions) measurements.push(await compare(app, question, rounds, task))
    return measurements
  } finally {
    await app.close()
  }
}

async function compare(
  app: TestApp,
  question: Question,
  rounds: number,
  { events, say }: Task,
): Promise<Measurement> {
  const product: number[] = []
  const byHand = new Map(question.byHand.map((file) => [file, [] as number[]]))
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const asked = await timed(() => askProduct(app, question))
    if (round > 0) product.push(asked.ms)
    for (const [file, times] of byHand) {
      const answered = await timed(() => askByHand(app, question, file))
      if (round > 0) times.push(answered.ms)
      if (!isDeepStrictEqual(asked.answer, answered.answer))
        throw new Error(
          `${file} gives another answer than ${question.path}:\n${JSON.stringify(answered.answer).slice(0, 1500)}\n${JSON.stringify(asked.answer).slice(0, 1500)}`,
        )
    }
  }
  const best = Math.min(...[...byHand.values()].map(median))
  say(`${question.name}: ${Math.round(median(product))} ms, by hand ${Math.round(best)} ms.`)
  return {
    name: `report-${question.name}`,
    about: `${question.path} over the best hand-written SQL on a merged table, ${events} events`,
    ratio: { value: median(product) / best, bound: { atMost: AT_MOST } },
    figures: [
      { name: 'product', value: median(product), unit: 'ms' },
      ...[...byHand].map(([file, times]) => ({ name: file, value: median(times), unit: 'ms' })),
    ],
  }
}

async function askProduct(app: TestApp, { path, body, ofProduct }: Question): Promise<unknown> {
  const answer = await app.request('POST', path, body)
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
  return ofProduct(answer.json())
}

async function askByHand(app: TestApp, { ofRows }: Question, file: string): Promise<unknown> {
  const text = readFileSync(join(import.meta.dirname, 'by-hand', file), 'utf8')
  return ofRows(await app.analytics.query(new Sql([text], []), AnyRow, { name: 'by_hand' }, 'heavy'))
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; ms: number }> {
  const start = performance.now()
  const answer = await work()
  return { answer, ms: performance.now() - start }
}
