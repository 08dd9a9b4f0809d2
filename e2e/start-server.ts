import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { copyPreparedState } from '../apps/server/src/testing/prepared-state.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** On a busy two-core machine a start takes its time. */
const READY_WITHIN_MS = 90_000
const ENDED_WITHIN_MS = 20_000

/** What a server under test knows from the start, so that tests need not read its output. */
export const credentials = {
  writeKey: 'e2e-write-key',
  apiToken: 'e2e-api-token',
  ownerEmail: 'owner@example.com',
  ownerPassword: 'correct horse battery staple',
} as const

export interface RunningServer {
  readonly url: string
  readonly pid: number
  readonly dataDir: string
  /** Everything printed so far, both streams. */
  output(): string
  /** SIGTERM, then waits for the end; gives the exit code, or null if a signal ended it. */
  stop(): Promise<number | null>
  /** SIGKILL, as a crash would; the data folder stays. */
  kill(): Promise<void>
  /** Stops it and deletes the data folder. */
  remove(): Promise<void>
}

export interface ServerSettings {
  /** An existing folder, to start again on what another server left; otherwise a new temporary one. */
  readonly dataDir?: string
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Starts the real server on a free port of the loopback address and waits until it is ready.
 * @throws Error with the server's output when it ends or is not ready in time.
 * @example
 * const server = await startServer()
 * await fetch(`${server.url}/healthz`)
 * await server.remove()
 */
export async function startServer(settings: ServerSettings = {}): Promise<RunningServer> {
  const dataDir = settings.dataDir ?? (await newDataDir())
  const port = await freePort()
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment(port, dataDir), ...settings.env },
  })
  const server = runningServer(child, `http://127.0.0.1:${port}`, dataDir)
  try {
    await untilReady(child, server)
    return server
  } catch (error) {
    await server.kill()
    if (!settings.dataDir) await rm(dataDir, { recursive: true, force: true })
    throw error
  }
}

/** As a first start finds it, but for the state store's schema, which PGlite takes seconds to make. */
async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-e2e-'))
  await copyPreparedState(join(dataDir, 'state'))
  return dataDir
}

function environment(port: number, dataDir: string): Record<string, string> {
  return {
    THROUGHLINE_HOST: '127.0.0.1',
    THROUGHLINE_PORT: String(port),
    THROUGHLINE_DATA_DIR: dataDir,
    THROUGHLINE_WRITE_KEY: credentials.writeKey,
    THROUGHLINE_API_TOKEN: credentials.apiToken,
    THROUGHLINE_OWNER_EMAIL: credentials.ownerEmail,
    THROUGHLINE_OWNER_PASSWORD: credentials.ownerPassword,
  }
}

function runningServer(child: ChildProcess, url: string, dataDir: string): RunningServer {
  const chunks: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.on('error', (error) => chunks.push(error.message))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.pid === undefined || hasEnded(child)) return
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS)
    await ended
    clearTimeout(late)
  }
  const stop = async (): Promise<number | null> => {
    await end('SIGTERM')
    return child.exitCode
  }
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    output: () => chunks.join(''),
    stop,
    kill: () => end('SIGKILL'),
    remove: async () => {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(child: ChildProcess, server: RunningServer): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline) {
    if (child.pid === undefined || hasEnded(child))
      throw new Error(`The server ended before it was ready.\n${server.output()}`)
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`The server was not ready within ${READY_WITHIN_MS / 1000} s.\n${server.output()}`)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no free port.'))
      })
    })
  })
}
