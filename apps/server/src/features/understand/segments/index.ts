import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Sql } from '../../../platform/analytics/sql.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import { openSegmentDirectory } from './segment-directory.ts'
import { segmentPeopleQueries } from './segment-people-queries.ts'
import { segmentEndpoints } from './segment-routes.ts'
import { segmentService } from './segment-service.ts'
import { segmentStore } from './segment-store.ts'

export interface SegmentsDependencies {
  readonly analytics: Analytics
  readonly state: State
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly projects: ProjectDirectory
}

/** What other features ask of segments. Membership is worked out from the events each time, so it is always current. */
export interface Segments {
  /**
   * Whether an event's person is in a segment, as a condition on rows of `events`.
   *
   * @throws AppError `not_found`
   */
  condition(projectId: string, id: string): Promise<Sql>
  /** Segments that a person is in, by name. */
  segmentsOf(projectId: string, profileKey: string): Promise<{ id: string; name: string }[]>
  /** @throws AppError `not_found` */
  nameOf(projectId: string, id: string): string
}

export interface SegmentsFeature extends Feature {
  readonly api: Segments
  close(): Promise<void>
}

/** Segments, static lists and personas. */
export async function segmentsFeature({
  analytics,
  state,
  clock,
  logger,
  projects,
}: SegmentsDependencies): Promise<SegmentsFeature> {
  const store = segmentStore(state)
  const directory = await openSegmentDirectory(store, (error) =>
    logger.warn({ err: error }, 'The segments could not be read again; the last known ones stay in use.'),
  )
  const people = segmentPeopleQueries(analytics, directory, projects, clock)
  const service = segmentService(store, directory, people, clock)
  return {
    endpoints: segmentEndpoints(service),
    api: {
      condition: people.condition,
      segmentsOf: people.segmentsOf,
      nameOf: (projectId, id) => service.get(projectId, id).name,
    },
    close: () => directory.close(),
  }
}
