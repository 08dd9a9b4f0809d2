import { join } from 'node:path'
import { startTestApp, type TestApp } from '../../apps/server/src/testing/test-app.ts'
import type { Measurement, Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { temporaryDataDir } from '../product/product.ts'
import { median } from '../quantile.ts'
import { keptFolder } from '../store/kept-folder.ts'
import type { FillResultsOrder } from './fill-results-process.ts'
import { askOk, resultsNow } from './results-questions.ts'

const WITHIN_MS = 3_000
const PEOPLE = 1_000_000

/** What one look took, all threads of the process together where it is the processor's time. */
interface Look {
  readonly ms: number
  readonly processorMs: number
}

/**
 * The results of an experiment with a million people and ten metrics, segments and all, through the product's own route:
 * over the same with one metric. `THROUGHLINE_BENCH_PEOPLE=200000` is for fewer.
 */
export async function experimentResults({ smoke, say }: Task): Promise<Measurement[]> {
  const people = smoke ? 2_000 : Number(process.env.THROUGHLINE_BENCH_PEOPLE ?? PEOPLE)
  const rounds = smoke ? 1 : 5
  await using dataDir = await temporaryDataDir(await filledFolder(people, say))
  const app = await startTestApp({ dataDir: dataDir.path, clock: () => resultsNow })
  try {
    const { experiments } = await askOk<{ experiments: { id: string; name: string }[] }>(
      app,
      'GET',
      'experiments',
    )
    const idOf = (name: string) => experiments.find((one) => one.name === name)?.id ?? ''
    const looks = { many: [] as Look[], one: [] as Look[] }
    for (let round = 0; round < rounds; round++)
      for (const name of ['many', 'one'] as const) looks[name].push(await look(app, idOf(name), people))
    const of = (list: readonly Look[], what: keyof Look) => median(list.map((one) => one[what]))
    return [
      {
        name: 'experiment-results',
        about: `results of an experiment with ${people} people: ten metrics over one metric`,
        ratio: { value: of(looks.many, 'ms') / of(looks.one, 'ms') },
        figures: [
          { name: 'ten metrics', value: of(looks.many, 'ms'), unit: 'ms', bound: { atMost: WITHIN_MS } },
          { name: 'ten metrics, processor', value: of(looks.many, 'processorMs'), unit: 'ms' },
          { name: 'one metric', value: of(looks.one, 'ms'), unit: 'ms' },
          { name: 'one metric, processor', value: of(looks.one, 'processorMs'), unit: 'ms' },
        ],
      },
    ]
  } finally {
    await app.close()
  }
}

const filling = join(import.meta.dirname, 'fill-results-process.ts')

/** A data folder with two experiments that all those people are in. */
const filledFolder = (people: number, say: Task['say']): Promise<string> =>
  keptFolder(`results-${people}`, [filling], async () => {
    const draft = await temporaryDataDir()
    say(`Making a store of ${people} people in two experiments; later runs use it again.`)
    const filler = startAnswerer<FillResultsOrder, void>(filling)
    await filler.ask({ dataDir: draft.path, people }).finally(() => filler.close())
    return draft
  })

async function look(app: TestApp, id: string, people: number): Promise<Look> {
  const before = process.cpuUsage()
  const began = performance.now()
  const { arms } = await askOk<{ arms: { units: number }[] }>(app, 'GET', `experiments/${id}/results`)
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  const units = arms.reduce((sum, arm) => sum + arm.units, 0)
  if (units !== people) throw new Error(`${units} of ${people} people were counted.`)
  return { ms, processorMs: (user + system) / 1000 }
}
