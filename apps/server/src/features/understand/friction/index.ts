import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Blobs } from '../../../platform/blobs/blobs.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { InlineEventLog } from '../../../platform/events/inline-event-log.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { Recordings } from '../../listen/recordings/index.ts'
import type { Segments } from '../segments/index.ts'
import { actionStore } from './action-store.ts'
import { alertService } from './alert-service.ts'
import { alertStore } from './alert-store.ts'
import type { FindFriction } from './analysis/friction-question.ts'
import { dailyService } from './daily-service.ts'
import { evidenceQueries } from './evidence-queries.ts'
import { evidenceService } from './evidence-service.ts'
import { findFriction } from './find-friction.ts'
import { findingRegister } from './finding-register.ts'
import { type FindingService, findingService } from './finding-service.ts'
import { findingStore } from './finding-store.ts'
import { type FrictionJobs, startFrictionJobs } from './friction-jobs.ts'
import { frictionEndpoints } from './friction-routes.ts'
import { placeQueries } from './place-queries.ts'
import { keptReadings } from './queries/kept-readings.ts'
import { readSessions } from './queries/read-sessions.ts'
import { releaseEndpoints } from './release-routes.ts'
import { releaseService } from './release-service.ts'
import { releaseStore } from './release-store.ts'
import { resultService } from './result-service.ts'
import { resultStore } from './result-store.ts'
import { type SmtpSettings, smtpMailer } from './send-mail.ts'
import { sendWebhook } from './send-webhook.ts'
import { settingsService } from './settings-service.ts'
import { settingsStore } from './settings-store.ts'

export interface FrictionDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly projects: ProjectDirectory
  readonly eventLog: Pick<InlineEventLog, 'lastSeq'>
  /** A cache, of this feature alone. */
  readonly blobs: Blobs
  readonly recordings: Pick<Recordings, 'ofSessions'>
  readonly segments: Pick<Segments, 'all' | 'membersBefore'>
  /** Name of somebody with a login, for the history; undefined where there is nobody by that id. */
  readonly nameOf: (userId: string) => Promise<string | undefined>
  /** The search itself, where a test has one of its own. */
  readonly findFriction?: FindFriction
  /** Undefined: nobody is written to. */
  readonly smtp: SmtpSettings | undefined
  /** Where people reach the dashboard, for the links of alerts. */
  readonly publicUrl: string | undefined
}

export interface FrictionFeature extends Feature {
  /**
   * What other features ask: to forget people, as when consent is taken back; a finding as its card shows it; to note what
   * was done about one.
   */
  readonly api: Pick<FindingService, 'forget' | 'act'> & { readonly finding: FindingService['detail'] }
  /** Does the daily runs and tells the alerts that are due, and waits for them; timers do the same by themselves. */
  readonly runDue: FrictionJobs['runDue']
  /** Ends the run that is under way; before the stores are closed. */
  close(): Promise<void>
}

/** Friction in money: where, who, since when, what it costs; and what becomes of it. */
export function frictionFeature(deps: FrictionDependencies): FrictionFeature {
  const { analytics, state, clock, logger, projects, eventLog } = deps
  const places = placeQueries(analytics)
  const findings = findingStore(state)
  const settings = settingsService(settingsStore(state))
  const releases = releaseService(releaseStore(state), clock)
  const register = findingRegister(findings, places.isMet, clock)
  const readings = keptReadings({
    blobs: deps.blobs,
    log: eventLog,
    onFailure: (error) =>
      logger.warn({ err: error }, 'The next search for friction reads all sessions anew.'),
  })
  const results = resultService({
    store: resultStore(state),
    register,
    settings,
    projects,
    segments: deps.segments,
    log: eventLog,
    hasNewer: places.hasNewer,
    findFriction:
      deps.findFriction ??
      findFriction((...asked) => readSessions(analytics, ...asked, deps.segments, readings)),
    clock,
    onFailure: (error) => logger.error({ err: error }, 'Friction could not be looked for.'),
  })
  const service = findingService({
    results,
    store: findings,
    actions: actionStore(state),
    evidence: evidenceService(evidenceQueries(analytics), deps.recordings),
    releases,
    projects,
    clock,
  })
  const alerts = alertService({
    store: alertStore(state),
    findings,
    settings,
    projects,
    sendMail: deps.smtp && smtpMailer(deps.smtp),
    sendWebhook,
    publicUrl: deps.publicUrl,
    clock,
    onFailure: (what) => logger.warn(what),
  })
  const daily = dailyService({
    results,
    register,
    store: findings,
    alerts,
    projects,
    log: eventLog,
    clock,
    onFailure: (error) => logger.error({ err: error }, 'The daily search for friction is tried again later.'),
  })
  const jobs = startFrictionJobs(daily, alerts, logger)
  const smtpConfigured = deps.smtp !== undefined
  return {
    endpoints: [
      ...frictionEndpoints({ findings: service, settings, smtpConfigured, nameOf: deps.nameOf }),
      ...releaseEndpoints(releases),
    ],
    api: {
      async forget(projectId, profiles) {
        await readings.forget(projectId)
        await service.forget(projectId, profiles)
      },
      act: service.act,
      finding: service.detail,
    },
    runDue: jobs.runDue,
    async close() {
      await results.close()
      await jobs.close()
    },
  }
}
