import type { Measurement, Task } from '../benchmark.ts'
import { coverageRows } from './coverage.ts'
import { falseAlarmRows } from './false-alarms.ts'
import { publishedRows } from './published.ts'
import type { Row } from './row.ts'
import { runSimulations } from './run-simulations.ts'
import { sampleRatioRows } from './sample-ratio-rows.ts'
import type { SimulationOrder } from './simulations.ts'
import { varianceRows } from './variance.ts'

/** In a smoke run every simulation is this much smaller. */
const SMOKE_SHARE = 1 / 250

/**
 * Whether experiments can be trusted: false alarms with daily looks and with one, intervals held against the truth, what
 * a covariate takes away, and the check of the sample ratio, each over thousands of simulated experiments on all
 * processors. `THROUGHLINE_BENCH_SEED` (a whole number) says which ones.
 *
 * @throws Error where a figure is so far off that no chance explains it
 */
export async function experiments({ smoke, say }: Task): Promise<Measurement[]> {
  const seed = Number(process.env.THROUGHLINE_BENCH_SEED ?? 1)
  const groups = [falseAlarmRows(), coverageRows(), varianceRows(), sampleRatioRows()]
  const rows = groups.flatMap(({ rows }) => rows)
  const orders = rows.map(
    ({ order }, index): SimulationOrder => ({
      ...order,
      seed: 1_000 * seed + index,
      runs: smoke ? Math.max(8, Math.round(order.runs * SMOKE_SHARE)) : order.runs,
    }),
  )
  let told = 0
  const answers = await runSimulations(orders, (done) => {
    if (Math.floor(done * 10) === told) return
    told = Math.floor(done * 10)
    say(`${told * 10} % of ${rows.length} simulations`)
  })
  const figures = new Map<Row, Measurement['figures']>(
    rows.map((row, index) => {
      const answer = answers[index]
      return [row, answer ? row.figures(answer) : []]
    }),
  )
  return [
    publishedRows(),
    ...groups.map(({ name, about, rows: own }) => ({
      name,
      about,
      figures: own.flatMap((row) => figures.get(row) ?? []),
    })),
  ]
}
