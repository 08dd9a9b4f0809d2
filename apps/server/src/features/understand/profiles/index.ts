import type { Consent } from '@throughline/contract/consent'
import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { sql } from '../../../platform/analytics/sql.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { EventLog } from '../../../platform/events/event-log.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { customerOrdersQuery } from './customer-orders-queries.ts'
import { groupQueries } from './group-queries.ts'
import { groupService } from './group-service.ts'
import { historyService } from './history-service.ts'
import { identityStore } from './identity-store.ts'
import type { KeyedIdentifier } from './keyed-identifier.ts'
import { openLinkStore } from './link-store.ts'
import { logQueries } from './log-queries.ts'
import { mergeService } from './merge-service.ts'
import { peopleConditions, type SegmentCondition } from './people-conditions-queries.ts'
import { peopleProjection } from './people-projection.ts'
import { type FollowedLog, type PeopleProjector, startPeopleProjector } from './people-projector.ts'
import { peopleQueries } from './people-queries.ts'
import { peopleService } from './people-service.ts'
import { peopleStore } from './people-store.ts'
import { profileQueries } from './profile-queries.ts'
import { peopleEndpoints } from './profile-routes.ts'
import { type CurrencyOf, type FoundPerson, profileService, type SegmentsOf } from './profile-service.ts'
import { progressStore } from './progress-store.ts'
import { projectionService } from './projection-service.ts'
import { rebuildPeople } from './rebuild-people.ts'
import { rebuildStore } from './rebuild-store.ts'
import { redrawPeople } from './redraw-people.ts'
import { redrawStore } from './redraw-store.ts'
import { timelineQueries } from './timeline-queries.ts'

export interface PeopleDependencies {
  readonly analytics: Analytics
  readonly eventLog: EventLog & FollowedLog
  readonly projects: ProjectDirectory
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  /** Of the segments feature; without it nobody is in any. */
  readonly segmentsOf?: SegmentsOf
  readonly segmentCondition?: SegmentCondition
}

/** What other features ask of people. */
export interface People {
  /** The profile that has an identifier, and all its person keys. @throws AppError `not_found` */
  find(projectId: string, id: string): Promise<FoundPerson>
  /** By profile key: all person keys of the profile. */
  keysOf(projectId: string, profiles: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** What a person consents to, by purpose. */
  consent(projectId: string, person: FoundPerson): Promise<Consent>
  /** Resolves when all events that were acknowledged up to now are in profiles, traits and groups. */
  caughtUp(): Promise<void>
  readonly redraw: Redraw
}

/** Draws people anew of whom events were deleted. */
interface Redraw {
  /** Before they are deleted: the identifiers whose profiles may change by it. */
  touchedBy(projectId: string, keys: readonly string[]): Promise<KeyedIdentifier[]>
  /** After it. A process that dies before this ends must do it again, with the same identifiers. */
  people(projectId: string, keys: readonly string[], touched: readonly KeyedIdentifier[]): Promise<void>
}

export interface PeopleFeature extends Feature {
  readonly api: People
  /** Ends following the log; before the log itself is closed. */
  close(): Promise<void>
}

/** Who customers are: identities, profiles, timelines, groups. */
export async function peopleFeature({
  analytics,
  eventLog,
  projects,
  clock,
  logger,
  segmentsOf = async () => [],
  segmentCondition = async () => sql`0`,
}: PeopleDependencies): Promise<PeopleFeature> {
  const { projector, rebuild, redraw } = await followPeople({
    analytics,
    log: eventLog,
    projects,
    clock,
    logger,
  })
  const identity = identityStore(analytics)
  const currency: CurrencyOf = (projectId) => currencyOf(projects, projectId)
  const queries = profileQueries(analytics)
  const profiles = profileService({
    queries,
    orders: customerOrdersQuery(analytics),
    currencyOf: currency,
    segmentsOf,
  })
  const people = peopleQueries(analytics)
  const projections = projectionService({
    projector,
    progress: progressStore(analytics),
    rebuildPeople: rebuild,
    logger,
  })
  return {
    endpoints: peopleEndpoints({
      profiles,
      timeline: timelineQueries(analytics),
      merges: mergeService({ profiles, identity, projector, log: eventLog, clock }),
      history: historyService(identity),
      people: peopleService(people, peopleConditions(segmentCondition), currency),
      groups: groupService(groupQueries(analytics), people, currency),
      projections,
    }),
    api: {
      find: (projectId, id) => profiles.find(projectId, id),
      async keysOf(projectId, ids) {
        const members = await queries.membersOf(projectId, ids)
        return new Map(ids.map((profile) => [profile, [profile, ...(members.get(profile) ?? [])]]))
      },
      consent: (projectId, person) => profiles.consent(projectId, person),
      caughtUp: () => projector.reached(eventLog.lastSeq()),
      redraw: {
        touchedBy: redraw.touchedBy,
        async people(projectId, keys, touched) {
          // A rebuild that began before the deletion would put back what is gone.
          await projections.settled()
          await redraw.people(projectId, keys, touched)
        },
      },
    },
    async close() {
      await projections.settled()
      await projector.close()
    },
  }
}

export interface PeopleProjectionHandle {
  readonly projector: PeopleProjector
  rebuild(onProgress: (share: number) => void): Promise<void>
  readonly redraw: Redraw
}

export interface FollowDependencies {
  readonly analytics: Analytics
  readonly log: FollowedLog
  readonly projects: Pick<ProjectDirectory, 'byId'>
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
}

/** Follows the log and keeps people up to date. */
export async function followPeople({
  analytics,
  log,
  projects,
  clock,
  logger,
}: FollowDependencies): Promise<PeopleProjectionHandle> {
  const progress = progressStore(analytics)
  const links = await openLinkStore(analytics)
  const identity = identityStore(analytics, 'live', true)
  const people = peopleStore(analytics)
  const projection = peopleProjection({ log: logQueries(analytics), identity, links, people })
  const ping = () => analytics.ping()
  const projector = await startPeopleProjector({ log, projection, progress, projects, ping, clock, logger })
  const store = redrawStore(analytics)
  return {
    projector,
    redraw: {
      touchedBy: store.claimedBy,
      people: (projectId, keys, touched) =>
        redrawPeople({ projector, progress, identity, links, people, store }, projectId, keys, touched),
    },
    rebuild: (onProgress) =>
      rebuildPeople(
        {
          projector,
          progress,
          liveLinks: links,
          store: rebuildStore(analytics),
          second: {
            log: logQueries(analytics, 'rebuilt'),
            identity: identityStore(analytics, 'rebuilt', true),
            people: peopleStore(analytics, 'rebuilt'),
            openLinks: () => openLinkStore(analytics, 'rebuilt'),
          },
        },
        onProgress,
      ),
  }
}
