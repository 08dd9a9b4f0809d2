import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyBaseLogger, type LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import pino from 'pino'
import type { FindFriction } from '../features/understand/friction/analysis/friction-question.ts'
import {
  type FrictionDependencies,
  type FrictionFeature,
  frictionFeature,
} from '../features/understand/friction/index.ts'
import { sql as analyticsSql } from '../platform/analytics/sql.ts'
import { folderBlobs } from '../platform/blobs/folder-blobs.ts'
import type { Clock } from '../platform/clock.ts'
import { registerErrorHandler } from '../platform/http/error-handler.ts'
import { registerEndpoints } from '../platform/http/register-endpoints.ts'
import type { ProjectDirectory } from '../platform/project.ts'
import { openState } from '../platform/state/open-state.ts'
import type { State } from '../platform/state/state.ts'
import { type EventStore, openEventStore } from './event-store.ts'
import { copyPreparedState } from './prepared-state.ts'

const emptyLog = analyticsSql`TRUNCATE TABLE events`

const testProject = {
  id: 'p',
  name: 'Test shop',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  identityRules: { joinByEmail: false, joinByPhone: false },
}

const projects: ProjectDirectory = {
  byWriteKey: () => undefined,
  byId: (id) => (id === testProject.id ? testProject : undefined),
  defaultProject: () => testProject,
  all: () => [testProject],
}

/** What a test passes in; all else is real, on embedded engines in temporary folders. */
export type FrictionTestOptions = Partial<FrictionDependencies> & {
  readonly findFriction: FindFriction
  readonly clock: Clock
}

export interface FrictionTestServer {
  readonly state: State
  readonly events: EventStore
  /** The feature as it runs now. */
  feature(): FrictionFeature
  request(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<LightMyRequestResponse>
  /** Ends the feature and begins it anew on the same stores, as a restart does. */
  restart(options?: Partial<FrictionTestOptions>): Promise<void>
  /** Begins anew with nothing stored, as it was first started: quicker than another server. */
  empty(): Promise<void>
  logged(): string
  close(): Promise<void>
}

/** The friction feature over HTTP, with a search that the test gives. */
export async function startFrictionTestServer(given: FrictionTestOptions): Promise<FrictionTestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-friction-'))
  await copyPreparedState(join(folder, 'state'))
  const state = await openState({ kind: 'embedded', dataDir: join(folder, 'state') })
  await sql`
    INSERT INTO projects (id, name, timezone, currency, identity_rules, created_at, changed_at)
    VALUES (${testProject.id}, ${testProject.name}, 'Europe/Berlin', 'EUR', '{}', now(), now())`.execute(
    state,
  )
  const events = await openEventStore()
  const lines: string[] = []
  const logger: FastifyBaseLogger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })

  let options = given
  const start = () => {
    const feature = frictionFeature({
      analytics: events.analytics,
      state,
      logger,
      projects,
      eventLog: { lastSeq: () => 0 },
      blobs: folderBlobs(join(folder, 'friction')),
      recordings: { ofSessions: async () => [] },
      segments: { all: () => [], membersBefore: async () => [] },
      nameOf: async (userId) => `Name of ${userId}`,
      smtp: undefined,
      publicUrl: 'https://cx.example.com',
      ...options,
    })
    const http = Fastify()
    registerErrorHandler(http)
    registerEndpoints(http, feature.endpoints ?? [], {
      authenticate: async () => ({ projectId: testProject.id, userId: 'u1', scopes: ['read', 'write'] }),
      strictResponses: true,
    })
    return { feature, http }
  }
  let running = start()

  const restart = async () => {
    await running.http.close()
    await running.feature.close()
    running = start()
  }

  return {
    state,
    events,
    feature: () => running.feature,
    request: (method, url, body) => running.http.inject({ method, url, ...(body && { payload: body }) }),
    async restart(changed = {}) {
      options = { ...options, ...changed }
      await restart()
    },
    async empty() {
      options = given
      await restart()
      await sql`TRUNCATE friction_results, friction_findings, friction_observations, friction_history, friction_daily_runs,
        friction_settings, friction_alerts, releases CASCADE`.execute(state)
      await events.analytics.command(emptyLog, { name: 'test' })
      lines.length = 0
    },
    logged: () => lines.join(''),
    async close() {
      await running.http.close()
      await running.feature.close()
      await Promise.all([events.close(), state.destroy()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
