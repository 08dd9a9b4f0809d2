import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { startServerProcess } from '../../apps/server/src/testing/server-process.ts'
import type { Import } from '../../packages/contract/src/imports.ts'
import type { Measurement, Task } from '../benchmark.ts'
import { startAnswerer } from '../child-questions.ts'
import { temporaryDataDir } from '../product/product.ts'
import { median } from '../quantile.ts'
import { writeCsv, writeNdjson } from './files.ts'
import type { RawOrder } from './raw-rows-process.ts'

const token = 'benchmark-api-token'
const LEAST_ROWS_PER_SECOND = 40_000
const kinds = [
  { name: 'csv', write: writeCsv, rows: 1_000_000 },
  { name: 'ndjson', write: writeNdjson, rows: 400_000 },
] as const

/** How fast files of the past become events, through the server as people import them, and what memory it takes. */
export async function importFiles(task: Task): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-import-files-'))
  try {
    const measurements: Measurement[] = []
    for (const { name, write, rows } of kinds) {
      const path = join(folder, `rows.${name}`)
      await write(path, task.smoke ? 5_000 : rows)
      measurements.push(await importOne(task, name, path))
      await rm(path)
    }
    return measurements
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importOne({ smoke, say }: Task, name: string, path: string): Promise<Measurement> {
  await using dataDir = await temporaryDataDir()
  const resident: number[] = []
  const server = await startServerProcess(dataDir.path, {
    THROUGHLINE_API_TOKEN: token,
    THROUGHLINE_LOG_LEVEL: 'error',
  })
  const { run, status, problem } = await throughServer(server.url, path, `rows.${name}`, async () => {
    if (server.pid !== undefined) resident.push(await residentBytes(server.pid))
  }).finally(() => server.end('SIGTERM'))
  if (status !== 'done' || !run) throw new Error(`The import ended as ${status}: ${problem}`)
  if (run.added !== run.events || run.rejections.length > 0)
    throw new Error(`${run.events} events were read, but ${run.added} are stored.`)
  const raw = startAnswerer<RawOrder, number>(join(import.meta.dirname, 'raw-rows-process.ts'))
  const rawRowsPerSecond = await raw.ask({ path, mostRows: smoke ? 5_000 : 200_000 })
  await raw.close()
  say(`${name}: ${run.rowsPerSecond} rows/s, raw ${Math.round(rawRowsPerSecond)}.`)
  const quarter = Math.max(1, Math.floor(resident.length / 4))
  return {
    name: `import-${name}`,
    about: `rows/s of a ${name} file through the server over raw inserts of the same rows by chDB’s own insert, as JSON lines written beforehand`,
    ratio: { value: run.rowsPerSecond / rawRowsPerSecond, bound: { atLeast: 0.4 } },
    figures: [
      { name: 'import', value: run.rowsPerSecond, unit: 'rows/s', bound: { atLeast: LEAST_ROWS_PER_SECOND } },
      { name: 'raw inserts', value: rawRowsPerSecond, unit: 'rows/s' },
      { name: 'rows', value: run.rows, unit: '' },
      { name: 'bytes a row', value: (await stat(path)).size / run.rows, unit: 'bytes' },
      {
        name: 'memory, second quarter',
        value: median(resident.slice(quarter, 2 * quarter)) / 1e6,
        unit: 'MB',
      },
      { name: 'memory, last quarter', value: median(resident.slice(-quarter)) / 1e6, unit: 'MB' },
      { name: 'memory, most', value: Math.max(...resident) / 1e6, unit: 'MB', bound: { atMost: 1250 } },
    ],
  }
}

async function throughServer(
  url: string,
  path: string,
  name: string,
  whileRunning: () => Promise<void>,
): Promise<Import> {
  const ask = async (method: string, route: string, body?: object | ReadableStream): Promise<Import> => {
    const isFile = body instanceof ReadableStream
    const answer = await fetch(`${url}/api/v1/imports${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body && { body: isFile ? body : JSON.stringify(body), duplex: 'half' }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as Import
  }
  const { size } = await stat(path)
  const { id } = await ask('POST', '', { name, size })
  await ask('PUT', `/${id}/file`, Readable.toWeb(createReadStream(path)) as ReadableStream)
  await ask('POST', `/${id}/start`)
  for (;;) {
    const found = await ask('GET', `/${id}`)
    if (found.status !== 'queued' && found.status !== 'running') return found
    await whileRunning()
    await setTimeout(200)
  }
}

/** Linux tells it in pages of 4 KiB. */
async function residentBytes(pid: number): Promise<number> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')
  return Number(pages) * 4096
}
