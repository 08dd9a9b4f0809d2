import { createReadStream } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { copyPreparedState } from '../../apps/server/src/testing/prepared-state.ts'
import { startServerProcess } from '../../apps/server/src/testing/server-process.ts'

/** The real server in a process of its own, as `npm start` runs it. Goes with `await using`, whatever happens. */
export interface Product extends AsyncDisposable {
  readonly port: number
  readonly pid: number
  readonly writeKey: string
  /** Asks the API with a token. @throws Error where the answer is no success */
  ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T>
  /** GETs what may not be there yet. @returns undefined for 404 */
  tryAsk<T>(path: string): Promise<T | undefined>
  /** Sends a file of this machine as the body of a PUT. */
  putFile(path: string, file: string): Promise<void>
  /** A value of `/metrics`. */
  metric(name: string): Promise<number>
  /** Asks it to stop, and waits. @throws Error where it ended badly */
  stop(): Promise<void>
}

const writeKey = 'benchmark-write-key'
const token = 'benchmark-api-token'

/** Starts the server on a data folder; resolves when it listens. */
export async function startProduct(dataDir: string): Promise<Product> {
  const server = await startServerProcess(dataDir, {
    THROUGHLINE_WRITE_KEY: writeKey,
    THROUGHLINE_API_TOKEN: token,
    THROUGHLINE_LOG_LEVEL: 'error',
  })
  if (!server.url || server.pid === undefined)
    throw new Error(`The server did not start:\n${server.stderr()}`)

  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...init.headers,
      },
    })

  const fetchOk = async (path: string, init?: RequestInit) => {
    const answer = await request(path, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}\n${server.stderr()}`)
    return answer
  }

  let stopped = false
  return {
    port: Number(new URL(server.url).port),
    pid: server.pid,
    writeKey,
    async ask<T>(method: 'GET' | 'POST', path: string, body?: object) {
      const answer = await fetchOk(path, { method, ...(body && { body: JSON.stringify(body) }) })
      return (await answer.json()) as T
    },
    async tryAsk<T>(path: string) {
      const answer = await request(path)
      if (answer.status === 404) return undefined
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    },
    async putFile(path, file) {
      const body = Readable.toWeb(createReadStream(file)) as ReadableStream
      const headers = { 'content-type': 'application/octet-stream' }
      await fetchOk(path, { method: 'PUT', body, headers, duplex: 'half' })
    },
    async metric(name) {
      const text = await (await fetchOk('/metrics')).text()
      const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
      if (value === undefined) throw new Error(`/metrics has no ${name}.`)
      return Number(value)
    },
    async stop() {
      stopped = true
      const code = await server.end('SIGTERM')
      if (code !== 0) throw new Error(`The server ended with ${code}:\n${server.stderr()}`)
    },
    async [Symbol.asyncDispose]() {
      if (!stopped) await server.end('SIGKILL')
    },
  }
}

/** A folder as a first start finds it, but for the state store's schema; removed with `await using`. */
export async function temporaryDataDir(copyOf?: string): Promise<TemporaryDataDir> {
  const path = await mkdtemp(join(tmpdir(), 'throughline-bench-'))
  await (copyOf ? cp(copyOf, path, { recursive: true }) : copyPreparedState(join(path, 'state')))
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
    },
  }
}

export interface TemporaryDataDir extends AsyncDisposable {
  readonly path: string
}
