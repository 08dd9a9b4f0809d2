import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Sql } from '../../../platform/analytics/sql.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import type { State } from '../../../platform/state/state.ts'
import type { MembersBefore } from './queries/read-members-before.ts'
import type { StoredSegment } from './segment.ts'
import { openSegmentDirectory } from './segment-directory.ts'
import { segmentPeopleQueries } from './segment-people-queries.ts'
import { segmentEndpoints } from './segment-routes.ts'
import { type SegmentReferences, segmentService } from './segment-service.ts'
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
  /** All people in a segment, as a query with a column `profile_key`; undefined where there is no such segment. */
  people(projectId: string, id: string): Sql | undefined
  /** Segments that a person is in, by name. */
  segmentsOf(projectId: string, profileKey: string): Promise<{ id: string; name: string }[]>
  /** All of a project. */
  all(projectId: string): readonly Pick<StoredSegment, 'id' | 'name' | 'changedAt'>[]
  /**
   * Who was in some segments before a moment: rules look at no event from then on, and lists are taken as they stand. A
   * segment that is gone is left out.
   *
   * @param scope condition on rows of `events` by their person, to ask about some people only
   */
  membersBefore(
    projectId: string,
    ids: readonly string[],
    instant: string,
    scope: Sql,
  ): Promise<MembersBefore[]>
  /** @throws AppError `not_found` */
  nameOf(projectId: string, id: string): string
  /** A segment is not deleted while something of a feature refers to it. */
  keepWhile(references: SegmentReferences): void
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
  const referring: SegmentReferences[] = []
  const service = segmentService(store, directory, people, clock, async (projectId, id) =>
    (await Promise.all(referring.map((references) => references(projectId, id)))).flat(),
  )
  return {
    endpoints: segmentEndpoints(service),
    api: {
      condition: people.condition,
      people(projectId, id) {
        const segment = directory.find(projectId, id)
        return segment && people.query(segment)
      },
      segmentsOf: people.segmentsOf,
      all: directory.of,
      membersBefore: people.membersBefore,
      nameOf: (projectId, id) => service.get(projectId, id).name,
      keepWhile: (references) => void referring.push(references),
    },
    close: () => directory.close(),
  }
}
