import './runtime-settings.ts'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { type Config, readConfig } from './config.ts'
import { openStores } from './open-stores.ts'
import { lockDataDir } from './platform/data-lock.ts'
import { asStartError, StartError } from './start-error.ts'
import { addressOf, startMessage } from './start-message.ts'
import { stopSignal } from './stop-signal.ts'

try {
  await main()
  process.exit(0)
} catch (error) {
  // Something other than a mistake of who starts us: the stack is what a bug report needs.
  const text = error instanceof StartError ? error.message : error instanceof Error ? error.stack : error
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const stopped = stopSignal()
  // What is opened is closed in the opposite order, whatever happens in between.
  await using opened = new AsyncDisposableStack()

  const config = asStartError(() => readConfig())
  const lock = asStartError(() => lockDataDir(config.dataDir))
  opened.defer(() => lock.release())

  const logger = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }))
  // The embedded stores open in threads of their own, while this one loads the features.
  const [{ analytics, state }, { buildApp }] = await Promise.all([openStores(config), import('./app.ts')])
  opened.defer(async () => {
    await Promise.all([analytics.close(), state.destroy()])
  })

  const app = await buildApp({
    config,
    analytics,
    state,
    clock: Date.now,
    logger,
    strictResponses: false,
  })
  opened.defer(() => app.close())

  const port = await listen(app.http, config)
  process.stdout.write(startMessage(addressOf(config, port), app.firstSecrets))
  await stopped
}

/** @returns the port, which the system chose where 0 was asked for */
async function listen(http: FastifyInstance, { host, port }: Config): Promise<number> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    throw new StartError(whyNotListening(error, host, port), { cause: error })
  }
  const address = http.server.address()
  return typeof address === 'object' && address ? address.port : port
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Another program already listens on port ${port} of ${host}. Stop it, or set THROUGHLINE_PORT to a free one.`
  if (code === 'EACCES')
    return `This user may not listen on port ${port}. Set THROUGHLINE_PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set THROUGHLINE_HOST to one of its own, such as 127.0.0.1.`
  return `The server can't listen on port ${port} of ${host}: ${error instanceof Error ? error.message : error}`
}
