import { sendReplay } from '@throughline/contract/recordings'
import type { Route } from '@throughline/contract/route'
import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Blobs } from '../../../platform/blobs/blobs.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { CollectionDoor } from '../collection/index.ts'
import { arrivalService } from './arrival-service.ts'
import { arrivalStore } from './arrival-store.ts'
import { recordingQueries } from './recording-queries.ts'
import { recordingEndpoints } from './recording-routes.ts'
import { type RecordingService, recordingService } from './recording-service.ts'
import { recordingStore } from './recording-store.ts'
import { type RemovalService, removalService } from './removal-service.ts'
import { removalStore } from './removal-store.ts'
import { registerReplay } from './replay-routes.ts'
import { startTidyJob } from './tidy-job.ts'

export interface RecordingsDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly blobs: Blobs
  readonly projects: Pick<ProjectDirectory, 'byWriteKey'>
  readonly door: CollectionDoor
  /** Of the people feature. */
  readonly people: { find(projectId: string, id: string): Promise<{ readonly keys: readonly string[] }> }
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Days for which recordings are kept. */
  readonly keptDays: number
}

/**
 * What other features ask: which recordings show a page, or a session; to forget a person's, as when consent is taken
 * back.
 */
export type Recordings = Pick<RemovalService, 'removeOfPeople'> &
  Pick<RecordingService, 'list' | 'get' | 'ofSessions'>

export interface RecordingsFeature extends Feature {
  readonly api: Recordings
  /** Routes that are served outside of `endpoints`, for the API's description. */
  readonly routes: readonly Route[]
  /** Waits for what is being removed. */
  close(): Promise<void>
}

/** Recordings of what visitors saw and did: taken in, listed, given to the player, and removed in time. */
export function recordingsFeature(deps: RecordingsDependencies): RecordingsFeature {
  const { analytics, state, blobs, projects, door, people, clock, logger, keptDays } = deps
  const removals = removalService({ store: removalStore(state), blobs, clock, keptDays })
  const recordings = recordingService({
    store: recordingStore(state),
    queries: recordingQueries(analytics),
    blobs,
  })
  const arrivals = arrivalService({ store: arrivalStore(state), blobs, keptDays })
  const job = startTidyJob(removals, logger)
  return {
    endpoints: recordingEndpoints({
      recordings,
      removals,
      personKeys: async (projectId, id) => (await people.find(projectId, id)).keys,
    }),
    register: (app) => registerReplay(app, { arrivals, projects, door, clock }),
    routes: [sendReplay],
    api: {
      removeOfPeople: removals.removeOfPeople,
      list: recordings.list,
      get: recordings.get,
      ofSessions: recordings.ofSessions,
    },
    close: () => job.close(),
  }
}
