import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { type AppDependencies, buildApp, type FirstSecrets } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Analytics } from '../platform/analytics/analytics.ts'
import { openAnalytics } from '../platform/analytics/open-analytics.ts'
import { openState } from '../platform/state/open-state.ts'
import type { State } from '../platform/state/state.ts'
import { copyPreparedState } from './prepared-state.ts'

export interface TestAppOptions {
  readonly config?: Partial<Config>
  readonly clock?: AppDependencies['clock']
  /** A folder that an earlier test app left, to start again on; the caller removes it. */
  readonly dataDir?: string
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface TestApp {
  /** For requests as a stranger sends them: `http.inject(…)`. */
  readonly http: FastifyInstance
  readonly writeKey: string
  readonly apiToken: string
  readonly firstSecrets: FirstSecrets
  readonly analytics: Analytics
  readonly state: State
  readonly dataDir: string
  /** A request with the API token. */
  request(method: Method, url: string, body?: object): Promise<LightMyRequestResponse>
  /** Does now what is due of running experiments. */
  runExperiments(): Promise<void>
  /** All that was logged so far, one JSON object a line. */
  logged(): string
  /** Closes app and stores; removes the folder that it made itself. */
  close(): Promise<void>
}

/**
 * The whole app on embedded engines in a temporary folder; answers that do not fit the contract are errors. One at a
 * time in a process: chDB serves one folder.
 *
 * @example
 * const app = await startTestApp()
 * const answer = await app.request('GET', '/api/v1/project')
 * expect(answer.json()).toMatchObject({ timezone: 'UTC' })
 * await app.close()
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = options.dataDir ?? (await newDataDir())
  const config: Config = {
    ...readConfig({}, dataDir),
    dataDir,
    logLevel: 'debug',
    writeKey: 'test-write-key',
    apiToken: 'test-api-token',
    ...options.config,
  }
  const [analytics, state] = await Promise.all([
    openAnalytics(
      config.clickhouseUrl
        ? { kind: 'clickhouse', url: config.clickhouseUrl }
        : { kind: 'embedded', dataDir },
    ),
    openState({ kind: 'embedded', dataDir: join(dataDir, 'state') }),
  ])
  const lines: string[] = []
  const logger = pino({ level: config.logLevel }, { write: (line: string) => lines.push(line) })
  const app = await buildApp({
    config,
    analytics,
    state,
    clock: options.clock ?? Date.now,
    logger,
    strictResponses: true,
  })
  const { http, firstSecrets } = app
  const writeKey = config.writeKey ?? firstSecrets.writeKey ?? ''
  const apiToken = config.apiToken ?? firstSecrets.apiToken ?? ''

  return {
    http,
    writeKey,
    apiToken,
    firstSecrets,
    analytics,
    state,
    dataDir,
    runExperiments: app.runExperiments,
    request: (method, url, body) =>
      http.inject({
        method,
        url,
        headers: { authorization: `Bearer ${apiToken}` },
        ...(body && { payload: body }),
      }),
    logged: () => lines.join(''),
    async close() {
      await app.close()
      await Promise.all([analytics.close(), state.destroy()])
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A temporary folder as a first start with prepared stores finds it. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-test-'))
  await copyPreparedState(join(dataDir, 'state'))
  return dataDir
}
