import { join } from 'node:path'
import { collectionRoutes } from '@throughline/contract/collection'
import type { Import } from '@throughline/contract/imports'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { sql } from 'kysely'
import manifest from '../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { flagsFeature } from './features/act/flags/index.ts'
import { accessFeature } from './features/govern/access/index.ts'
import { docsFeature } from './features/govern/docs/index.ts'
import { privacyFeature } from './features/govern/privacy/index.ts'
import { projectsFeature } from './features/govern/projects/index.ts'
import { collectionFeature } from './features/listen/collection/index.ts'
import { demoShopFeature } from './features/listen/demo-shop/index.ts'
import { eventsFeature } from './features/listen/events/index.ts'
import { importsFeature } from './features/listen/imports/index.ts'
import { recordingsFeature } from './features/listen/recordings/index.ts'
import { sampleShopFeature } from './features/listen/sample-shop/index.ts'
import { sdkFeature } from './features/listen/sdk/index.ts'
import { experimentsFeature } from './features/prove/experiments/index.ts'
import { boardsFeature } from './features/understand/boards/index.ts'
import { formsFeature } from './features/understand/forms/index.ts'
import { frictionFeature } from './features/understand/friction/index.ts'
import { heatmapsFeature } from './features/understand/heatmaps/index.ts'
import { journeysFeature } from './features/understand/journeys/index.ts'
import { peopleFeature } from './features/understand/profiles/index.ts'
import { reportsFeature } from './features/understand/reports/index.ts'
import { segmentsFeature } from './features/understand/segments/index.ts'
import { vitalsFeature } from './features/understand/vitals/index.ts'
import { acceptOwnToken } from './own-token.ts'
import type { Analytics } from './platform/analytics/analytics.ts'
import { folderBlobs } from './platform/blobs/folder-blobs.ts'
import type { Clock } from './platform/clock.ts'
import { diskRoom } from './platform/disk-room.ts'
import { openInlineEventLog } from './platform/events/inline-event-log.ts'
import { registerErrorHandler } from './platform/http/error-handler.ts'
import type { Feature } from './platform/http/feature.ts'
import { registerHealthRoutes } from './platform/http/health-routes.ts'
import { registerMetrics } from './platform/http/metrics-route.ts'
import { registerEndpoints } from './platform/http/register-endpoints.ts'
import { serveReplayFrame } from './platform/http/replay-frame.ts'
import { runningRequests } from './platform/http/running-requests.ts'
import { registerSecurityHeaders } from './platform/http/security-headers.ts'
import { serveDashboard } from './platform/http/serve-dashboard.ts'
import type { State } from './platform/state/state.ts'

/** All that the product stands on; tests pass embedded engines in a temporary folder. */
export interface AppDependencies {
  readonly config: Config
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Refuses answers that the contract does not describe; for tests. */
  readonly strictResponses: boolean
  /** A token of this process alone, for the command line that runs the app without listening. */
  readonly ownToken?: string
}

/** Secrets that this start made up. They are shown once and kept nowhere but as hashes. */
export interface FirstSecrets {
  readonly writeKey: string | undefined
  readonly apiToken: string | undefined
  /** Makes the owner; undefined once there is one. */
  readonly setupToken: string | undefined
}

export interface App {
  readonly http: FastifyInstance
  readonly firstSecrets: FirstSecrets
  /** Takes a file of this machine, read where it lies; for the command line alone. Progress and all else go by HTTP. */
  importLocalFile(path: string, source?: string): Promise<Import>
  /** Works out how running experiments stand and opens the batches that are due, and waits for it; a timer does the same. */
  runExperiments(): Promise<void>
  /** Answers what has come in, within ten seconds, takes nothing new, and ends the background work. The stores stay open. */
  close(): Promise<void>
}

/** What is in flight has this long to end once the app is to close. */
const DRAIN_WITHIN_MS = 10_000

const dashboard = join(import.meta.dirname, '../../dashboard/dist')
const shop = join(import.meta.dirname, '../../shop/dist')
const sdk = join(import.meta.dirname, '../../../packages/browser/dist')

/** Wires features to the platform. Nothing listens yet. */
export async function buildApp(deps: AppDependencies): Promise<App> {
  const { config, analytics, state, clock, logger } = deps

  const http = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 1024 },
    // A reverse proxy on this machine may say whom it speaks for.
    trustProxy: 'loopback',
  })
  const running = runningRequests(http)

  const projects = await projectsFeature({ state, clock, logger, writeKey: config.writeKey })
  const access = await accessFeature({
    analytics,
    state,
    clock,
    logger,
    projects: projects.api,
    dataDir: config.dataDir,
    publicUrl: config.publicUrl,
    apiToken: config.apiToken,
    owner: config.owner,
    firstRun: projects.firstRun,
  })
  const hasRoom = diskRoom(config.dataDir, clock)
  const eventLog = await openInlineEventLog(analytics, hasRoom, (error) =>
    logger.warn(
      { err: error },
      'The ids of stored events could not be read. Each new one is looked up until the next start, which takes longer.',
    ),
  )
  const collection = collectionFeature({
    projects: projects.api,
    eventLog,
    clock,
    publicUrl: config.publicUrl,
  })
  const segments = await segmentsFeature({ analytics, state, clock, logger, projects: projects.api })
  const people = await peopleFeature({
    analytics,
    eventLog,
    projects: projects.api,
    clock,
    logger,
    segmentsOf: async (projectId, profileKey) =>
      (await segments.api.segmentsOf(projectId, profileKey)).map(({ id }) => id),
    segmentCondition: segments.api.condition,
  })
  const journeys = journeysFeature({
    analytics,
    state,
    clock,
    projects: projects.api,
    segments: segments.api,
  })
  const reports = reportsFeature({ analytics, projects: projects.api, segments: segments.api })
  const vitals = vitalsFeature({ analytics, projects: projects.api, segments: segments.api })
  const events = eventsFeature({ analytics, people: people.api, log: eventLog })
  const recordings = recordingsFeature({
    analytics,
    state,
    blobs: folderBlobs(join(config.dataDir, 'blobs'), hasRoom),
    projects: projects.api,
    door: collection.door,
    people: people.api,
    clock,
    logger,
    keptDays: config.recordingDays,
  })
  const friction = frictionFeature({
    analytics,
    state,
    clock,
    logger,
    projects: projects.api,
    eventLog,
    blobs: folderBlobs(join(config.dataDir, 'friction'), hasRoom),
    recordings: recordings.api,
    segments: segments.api,
    nameOf: access.api.nameOf,
    smtp: config.smtp,
    publicUrl: config.publicUrl,
  })
  const privacy = await privacyFeature({
    analytics,
    state,
    eventLog,
    people: people.api,
    eraseRecordings: recordings.api.removeOfPeople,
    forgetPeople: friction.api.forget,
    clock,
    logger,
  })
  const heatmaps = heatmapsFeature({ analytics, segments: segments.api, recordings: recordings.api })
  const forms = formsFeature({ analytics, segments: segments.api })
  const boards = boardsFeature({ state, clock })
  const defaultProject = () => projects.api.defaultProject().id
  const authenticate = running.counted(acceptOwnToken(access.authenticate, deps.ownToken, defaultProject))
  const flags = await flagsFeature({
    analytics,
    state,
    clock,
    logger,
    projects: projects.api,
    eventLog,
    collection,
    segmentPeople: segments.api.people,
    authenticate,
    nameOf: access.api.nameOf,
  })
  const experiments = experimentsFeature({
    analytics,
    state,
    clock,
    logger,
    projects: projects.api,
    segments: segments.api,
    flags: flags.api.experiments,
    friction: friction.api,
    nameOf: access.api.nameOf,
  })
  for (const { api } of [boards, flags, experiments]) segments.api.keepWhile(api.namingSegment)
  const endpointOptions = { authenticate, strictResponses: deps.strictResponses }
  const imports = await importsFeature({
    state,
    eventLog,
    collection: collection.api,
    projects: projects.api,
    clock,
    logger,
    dataDir: config.dataDir,
    hasRoom,
    readingThread: new URL('./import-thread.ts', import.meta.url),
    http: endpointOptions,
  })
  const sampleShop = await sampleShopFeature({
    state,
    eventLog,
    collection: collection.api,
    clock,
    logger,
  })
  const features: readonly Feature[] = [
    projects,
    access,
    collection,
    recordings,
    people,
    privacy,
    segments,
    events,
    reports,
    boards,
    imports,
    sampleShop,
    sdkFeature({ folder: sdk }),
    journeys,
    heatmaps,
    forms,
    vitals,
    friction,
    flags,
    experiments,
    ...(config.demoShop ? [demoShopFeature({ folder: shop, writeKey: projects.defaultWriteKey })] : []),
  ]
  const endpoints = features.flatMap((feature) => feature.endpoints ?? [])
  const docs = docsFeature(
    [
      ...endpoints.map(({ route }) => route),
      ...collectionRoutes,
      ...recordings.routes,
      ...imports.routes,
      ...flags.routes,
    ],
    manifest.version,
  )

  registerErrorHandler(http)
  registerSecurityHeaders(http, config.publicUrl)
  registerHealthRoutes(http, {
    'the analytics store': () => analytics.ping(),
    'the state store': () => sql`SELECT 1`.execute(state),
  })
  registerMetrics(http, async (request) => {
    await access.authenticate(request, 'read')
  })
  registerEndpoints(http, endpoints, endpointOptions)
  for (const { register } of [...features, docs]) register?.(http)
  serveReplayFrame(http)
  serveDashboard(http, dashboard)

  return {
    http,
    firstSecrets: {
      writeKey: projects.generatedWriteKey,
      apiToken: access.generatedApiToken,
      setupToken: access.setupToken,
    },
    importLocalFile: (path, source) => imports.api.createLocal(defaultProject(), path, source),
    runExperiments: experiments.runDue,
    async close() {
      const late = AbortSignal.timeout(DRAIN_WITHIN_MS)
      late.addEventListener('abort', () => http.server.closeAllConnections(), { once: true })
      await http.close()
      await running.ended(late)
      await Promise.all([
        imports.close(),
        sampleShop.close(),
        recordings.close(),
        friction.close(),
        flags.close(),
        experiments.close(),
      ])
      await privacy.close()
      await people.close()
      await eventLog.close()
      await Promise.all([projects.close(), access.close(), segments.close()])
    },
  }
}
