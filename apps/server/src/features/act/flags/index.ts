import { getDatafile, streamFlagEvents } from '@throughline/contract/datafile'
import { ofrepRoutes } from '@throughline/contract/ofrep'
import type { Route } from '@throughline/contract/route'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { ProjectAccess } from '../../../platform/http/endpoint.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { Collection, CollectionDoor } from '../../listen/collection/index.ts'
import { audienceCheck, namingSegment } from './audience-check.ts'
import { registerDatafile } from './datafile-routes.ts'
import { environmentService } from './environment-service.ts'
import { evaluationService } from './evaluation-service.ts'
import { eventStreams } from './event-streams.ts'
import { experimentsApi } from './experiments-api.ts'
import { exposureLog } from './exposure-log.ts'
import { callerIdentifier } from './flag-caller.ts'
import { type FlagDirectory, openFlagDirectory } from './flag-directory.ts'
import type { FlagsForExperiments } from './flag-experiments.ts'
import { flagRemoval } from './flag-removal.ts'
import { flagEndpoints } from './flag-routes.ts'
import { flagService } from './flag-service.ts'
import { flagStore } from './flag-store.ts'
import { flagWriter } from './flag-writer.ts'
import { knownPeople } from './known-people.ts'
import { registerOfrep } from './ofrep-routes.ts'
import { peopleQueries, type SegmentPeople } from './people-queries.ts'
import { asksNothing, bothNeeds, noNeeds, type PersonNeeds } from './person-needs.ts'
import { trialService } from './trial-service.ts'
import { usageCounter } from './usage-counter.ts'
import { usageService } from './usage-service.ts'
import { usageStore } from './usage-store.ts'

export interface FlagsDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly projects: ProjectDirectory
  readonly eventLog: EventLog
  readonly collection: { readonly api: Collection; readonly door: CollectionDoor }
  readonly segmentPeople: SegmentPeople
  /** Of the access feature, for secret tokens. */
  readonly authenticate: (request: FastifyRequest, scope: 'read') => Promise<ProjectAccess>
  readonly nameOf: (userId: string) => Promise<string | undefined>
}

export interface FlagsFeature extends Feature {
  readonly api: {
    readonly experiments: FlagsForExperiments
    /** What of a project's flags names a segment, in words. */
    namingSegment(projectId: string, id: string): readonly string[]
  }
  /** Routes that are served outside of `endpoints`, for the API's description. */
  readonly routes: readonly Route[]
  /** Writes what was counted, and waits for exposures; before the log is closed. */
  close(): Promise<void>
}

/** Feature flags: made by people, evaluated for every client, from memory. */
export async function flagsFeature(deps: FlagsDependencies): Promise<FlagsFeature> {
  const { analytics, state, clock, logger, projects } = deps
  const store = flagStore(state)
  const directory = await openFlagDirectory(
    store,
    () => projects.all().map(({ id }) => id),
    clock,
    (error) =>
      logger.warn({ err: error }, 'The flags could not be read again; the last known ones stay in use.'),
  )
  const peopleUnknown = (error: unknown) =>
    logger.warn(
      { err: error },
      'Traits and segments for flags could not be read; the last known ones stay in use.',
    )
  const people = knownPeople({
    queries: peopleQueries(analytics, deps.segmentPeople),
    needs: () => needsByProject(directory),
    onFailure: peopleUnknown,
  })
  await people.catchUp().catch(peopleUnknown)
  directory.onChange(() => void people.catchUp().catch(peopleUnknown))

  const counts = usageStore(state)
  const usage = usageCounter(counts, clock, (error) =>
    logger.warn({ err: error }, 'Evaluations of flags could not be counted; tried again later.'),
  )
  const audience = audienceCheck((projectId, id) => deps.segmentPeople(projectId, id) !== undefined)
  const peopleKnown = () => people.catchUp().catch(peopleUnknown)
  const writer = flagWriter({ store, directory, peopleKnown, clock })
  const streams = eventStreams(directory, clock)
  const exposures = exposureLog(deps.eventLog, deps.collection.api.readMessage, clock)
  const identify = callerIdentifier(projects, deps.authenticate)
  const { door } = deps.collection
  const needing: Parameters<FlagsForExperiments['keepWhile']>[0][] = []
  const removal = flagRemoval({
    writer,
    usage,
    counts,
    async experimentNeeding(projectId, key) {
      for (const asked of needing) {
        const name = await asked(projectId, key)
        if (name !== undefined) return name
      }
      return undefined
    },
  })

  return {
    endpoints: flagEndpoints({
      flags: flagService({ store, directory, writer, audience, clock }),
      removal,
      environments: environmentService(store, directory, clock),
      usage: usageService(counts, usage, store, clock),
      trials: trialService(directory, people, audience, clock),
      nameOf: deps.nameOf,
    }),
    register(app) {
      const evaluations = evaluationService(people, usage, clock)
      registerOfrep(app, { identify, directory, evaluations, exposures, streams, door })
      registerDatafile(app, { identify, directory, streams, usage })
      // A stream would keep the server from ending.
      app.addHook('preClose', async () => streams.close())
    },
    routes: [...ofrepRoutes, getDatafile, streamFlagEvents],
    api: {
      experiments: {
        ...experimentsApi(directory, writer, audience),
        keepWhile: (asked) => void needing.push(asked),
      },
      namingSegment: (projectId, id) => namingSegment(directory.flags(projectId), id),
    },
    async close() {
      streams.close()
      await directory.close()
      await Promise.all([people.close(), usage.close(), exposures.close()])
    },
  }
}

/** What the flags of each project ask of people, in all environments together. */
function needsByProject(directory: FlagDirectory): ReadonlyMap<string, PersonNeeds> {
  const all = new Map<string, PersonNeeds>()
  for (const { projectId, needs } of directory.allServed())
    if (!asksNothing(needs)) all.set(projectId, bothNeeds(all.get(projectId) ?? noNeeds, needs))
  return all
}
