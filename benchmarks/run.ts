import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Measurement } from './benchmark.ts'
import type { BenchmarkOrder } from './benchmark-process.ts'
import { type BenchmarkName, benchmarkNames, isBenchmarkName } from './benchmarks.ts'
import { startAnswerer } from './child-questions.ts'
import { tableOf } from './table.ts'

const USAGE = `Usage: npm run bench -- [name…] [--events 10000000] [--smoke]

  name       ${benchmarkNames.join(', ')}; without one, all of them
  --events   size of the large store (default: 10000000)
  --smoke    tiny sizes: whether the benchmarks run and their results are right
`
const SMOKE_EVENTS = 5_000

process.exitCode = await main()

async function main(): Promise<number> {
  const options = readArguments()
  if (typeof options === 'string') {
    console.error(options)
    return 2
  }
  const { names, events, smoke } = options
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}`
  console.log(`${new Date().toISOString()}  ${machine}`)

  const results: object[] = []
  const failures: string[] = []
  for (const name of names) {
    const load = loadavg()
    try {
      const measurements = await measure({ name, task: { events, smoke } })
      for (const measurement of measurements)
        console.log(tableOf(measurement, { smoke, loadBefore: load[0] ?? 0, loadAfter: loadavg()[0] ?? 0 }))
      results.push(...measurements.map((measurement) => ({ ...measurement, load, loadAfter: loadavg() })))
    } catch (error) {
      const failure = `✗ ${name}: ${error instanceof Error ? error.message : error}`
      failures.push(failure)
      console.error(failure)
    }
  }
  // Once more at the end, where a log that is cut still shows it.
  if (failures.length > 0) console.error(`\n${failures.join('\n')}`)
  if (!smoke) write({ at: new Date().toISOString(), machine, events, results })
  return failures.length > 0 ? 1 : 0
}

function readArguments(): { names: BenchmarkName[]; events: number; smoke: boolean } | string {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        events: { type: 'string', default: '10000000' },
        smoke: { type: 'boolean', default: false },
      },
    })
    const unknown = positionals.find((name) => !isBenchmarkName(name))
    if (unknown) return `There is no benchmark "${unknown}".\n\n${USAGE}`
    const events = Number(values.events)
    if (!Number.isInteger(events) || events < 1)
      return `--events must be a whole number from 1 on.\n\n${USAGE}`
    const names = positionals.filter(isBenchmarkName)
    return {
      names: names.length > 0 ? names : [...benchmarkNames],
      events: values.smoke ? SMOKE_EVENTS : events,
      smoke: values.smoke,
    }
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n\n${USAGE}`
  }
}

/** Each in a process of its own: the embedded engine serves one folder a process, and memory of one is none of the next. */
async function measure(order: BenchmarkOrder): Promise<Measurement[]> {
  const child = startAnswerer<BenchmarkOrder, Measurement[]>(
    join(import.meta.dirname, 'benchmark-process.ts'),
  )
  try {
    return await child.ask(order)
  } finally {
    await child.close()
  }
}

function write(report: { readonly at: string; readonly [field: string]: unknown }): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${report.at.replaceAll(':', '-')}.json`)
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`\nWritten to ${file}`)
}
