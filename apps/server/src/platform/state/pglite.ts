import { Worker } from 'node:worker_threads'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { StateReply, StateRequest } from './pglite-worker.ts'

interface Waiting {
  resolve(reply: { rows: unknown[]; rowCount: number }): void
  reject(error: Error): void
}

/**
 * Embedded PostgreSQL in a worker thread, in the shape of a pool of one connection, so that Kysely's PostgreSQL dialect
 * serves both engines. Whoever holds the connection has it alone: PGlite has one session, and Kysely's own PGlite
 * dialect would run a stranger's query inside an open transaction.
 *
 * @param dataDir folder of the database, or `memory://` for one that is gone with the process
 */
export async function openPglitePool(dataDir: string): Promise<PostgresPool> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: dataDir })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let dead: Error | undefined

  const die = (error: Error) => {
    dead = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  worker.on('error', die)
  worker.on('exit', (code) => die(new Error(`The embedded PostgreSQL ended (code ${code}).`)))
  worker.on('message', (reply: StateReply) => {
    const caller = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) caller?.reject(Object.assign(new Error(reply.error.message), reply.error))
    else caller?.resolve(reply)
  })

  const query = (sql: string, params: readonly unknown[] = []) =>
    new Promise<PostgresQueryResult<never>>((resolve, reject) => {
      if (dead) return reject(dead)
      const id = ++lastId
      waiting.set(id, {
        resolve: ({ rows, rowCount }) =>
          resolve({ command: commandOf(sql), rowCount, rows: rows as never[] }),
        reject,
      })
      worker.postMessage({ id, sql, params } satisfies StateRequest)
    })

  let turn = Promise.resolve()
  const connect = async (): Promise<PostgresPoolClient> => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const before = turn
    turn = turn.then(() => released)
    await before
    return { query: query as unknown as PostgresPoolClient['query'], release: () => release() }
  }

  const end = async () => {
    await turn
    if (dead) return
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage('close')
    await exited
  }

  return { connect, end, options: {} }
}

/** Kysely reports the number of changed rows only for a command that changes rows. */
function commandOf(sql: string): PostgresQueryResult<never>['command'] {
  const verb = /^\s*(insert|update|delete|merge)\b/i.exec(sql)?.[1]?.toUpperCase()
  return (verb as 'INSERT' | 'UPDATE' | 'DELETE' | 'MERGE' | undefined) ?? 'SELECT'
}
