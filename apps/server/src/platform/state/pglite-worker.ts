import { mkdirSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableNodeFs } from './durable-node-fs.ts'
import { startParams } from './start-params.ts'

/** A statement for the embedded PostgreSQL. Without parameters it may hold several statements. */
export interface StateRequest {
  readonly id: number
  readonly sql: string
  readonly params: readonly unknown[]
}

export type StateReply =
  | { readonly id: number; readonly rows: Record<string, unknown>[]; readonly rowCount: number }
  | { readonly id: number; readonly error: StateFailure }

/** What the driver of a PostgreSQL server would put on its error as well. */
export interface StateFailure {
  readonly message: string
  readonly code?: string
  readonly detail?: string
  readonly constraint?: string
}

const INT8 = 20

/** PGlite computes on the thread that calls it; here it cannot stop collection's event loop. */
async function serve(dataDir: string): Promise<void> {
  const inMemory = dataDir.startsWith('memory://')
  if (!inMemory) mkdirSync(dataDir, { recursive: true })
  const database = await PGlite.create({
    ...(inMemory ? { dataDir } : { fs: new DurableNodeFs(dataDir) }),
    startParams,
    parsers: { [INT8]: (value: string) => value },
  })
  parentPort?.on('message', async (request: StateRequest | 'close') => {
    if (request === 'close') {
      await database.close()
      parentPort?.close()
      return
    }
    parentPort?.postMessage(await answer(database, request))
  })
  parentPort?.postMessage('ready')
}

async function answer(database: PGlite, { id, sql, params }: StateRequest): Promise<StateReply> {
  try {
    if (params.length === 0) {
      const results = await database.exec(sql)
      const last = results.at(-1)
      return { id, rows: last?.rows ?? [], rowCount: last?.affectedRows ?? 0 }
    }
    const result = await database.query<Record<string, unknown>>(sql, [...params])
    return { id, rows: result.rows, rowCount: result.affectedRows ?? 0 }
  } catch (cause) {
    const { message, code, detail, constraint } = cause as StateFailure
    return {
      id,
      error: { message, ...(code && { code }), ...(detail && { detail }), ...(constraint && { constraint }) },
    }
  }
}

await serve(workerData as string)
