import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Import } from '@throughline/contract/imports'
import pino from 'pino'
import { type Config, readConfig } from '../config.ts'
import { openStores } from '../open-stores.ts'
import { DataFolderHeldError, lockDataDir } from '../platform/data-lock.ts'
import { keysMessage } from '../start-message.ts'
import { type Api, apiOver, type Transport } from './api.ts'
import { CommandError } from './command-error.ts'

export interface ConnectOptions {
  readonly server?: string | undefined
  readonly token?: string | undefined
}

export interface Connection extends AsyncDisposable {
  readonly api: Api
  /** Where the commands run, for people. */
  readonly place: string
  /** Only where this process has the stores open: takes a file where it lies, without a copy. */
  readonly importLocalFile?: (path: string, source?: string) => Promise<Import>
}

/**
 * The API of the server that runs on the data folder, or where none does, of an app in this process: the same routes and
 * the same code either way.
 *
 * @throws CommandError in words for who typed the command
 */
export async function connect({ server, token }: ConnectOptions): Promise<Connection> {
  const config = asCommandError(() => readConfig())
  const known = token ?? config.apiToken
  if (server) return overNetwork(server, known)
  let lock: ReturnType<typeof lockDataDir>
  try {
    lock = lockDataDir(config.dataDir)
  } catch (error) {
    // Who has a token may well ask a server whose folder is closed to them.
    if (!(error instanceof DataFolderHeldError) && !known) throw inCommandWords(error)
    return overNetwork(addressOfServer(config), known)
  }
  return inProcess(config, lock)
}

const addressOfServer = ({ host, port }: Config): string => {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

async function overNetwork(server: string, token: string | undefined): Promise<Connection> {
  if (!token)
    throw new CommandError(
      `A server has the data folder open, so the command goes through it (${server}), and that needs its API token. Give it with --token, or set THROUGHLINE_API_TOKEN. A new one is made on the dashboard under Settings.`,
    )
  const base = server.replace(/\/+$/, '')
  const transport: Transport = async ({ method, url, headers, body }) => {
    try {
      const answer = await fetch(`${base}${url}`, {
        method,
        headers,
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : (Readable.toWeb(body) as ReadableStream),
          duplex: 'half',
        }),
      })
      return { status: answer.status, text: await answer.text() }
    } catch (cause) {
      const message = `The server at ${base} does not answer. If it listens elsewhere, say where with --server.`
      throw new CommandError(message, { cause })
    }
  }
  return {
    api: apiOver(transport, token),
    place: `the server at ${base}`,
    async [Symbol.asyncDispose]() {},
  }
}

async function inProcess(config: Config, lock: { release(): void }): Promise<Connection> {
  await using opened = new AsyncDisposableStack()
  opened.defer(() => lock.release())
  const [{ analytics, state }, { buildApp }] = await Promise.all([openStores(config), import('../app.ts')])
  opened.defer(async () => {
    await Promise.all([analytics.close(), state.destroy()])
  })
  const ownToken = randomBytes(32).toString('base64url')
  const app = await buildApp({
    config,
    analytics,
    state,
    clock: Date.now,
    logger: pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true })),
    strictResponses: false,
    ownToken,
  })
  opened.defer(() => app.close())
  // The first process on a data folder makes its keys, and nobody sees them again.
  const keys = keysMessage(app.firstSecrets)
  if (keys) process.stderr.write(`${keys}\n\n`)
  const transport: Transport = async ({ method, url, headers, body }) => {
    const answer = await app.http.inject({
      method: method as 'GET',
      url,
      headers,
      ...(body !== undefined && { payload: body }),
    })
    return { status: answer.statusCode, text: answer.body }
  }
  const all = opened.move()
  return {
    api: apiOver(transport, ownToken),
    place: `the data folder ${config.dataDir}`,
    importLocalFile: app.importLocalFile,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

function asCommandError<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw inCommandWords(error)
  }
}

const inCommandWords = (error: unknown): CommandError =>
  new CommandError(error instanceof Error ? error.message : String(error), { cause: error })
