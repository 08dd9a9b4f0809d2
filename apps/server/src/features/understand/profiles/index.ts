import type { FastifyBaseLogger } from 'fastify'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { ProjectDirectory } from '../../../platform/project.ts'
import { identityStore } from './identity-store.ts'
import { openLinkStore } from './link-store.ts'
import { logQueries } from './log-queries.ts'
import { peopleProjection } from './people-projection.ts'
import { type FollowedLog, type PeopleProjector, startPeopleProjector } from './people-projector.ts'
import { peopleStore } from './people-store.ts'
import { progressStore } from './progress-store.ts'
import { rebuildPeople } from './rebuild-people.ts'
import { rebuildStore } from './rebuild-store.ts'

export interface PeopleProjectionHandle {
  readonly projector: PeopleProjector
  rebuild(onProgress: (share: number) => void): Promise<void>
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
  const projection = peopleProjection({
    log: logQueries(analytics),
    identity: identityStore(analytics),
    links,
    people: peopleStore(analytics),
  })
  const ping = () => analytics.ping()
  const projector = await startPeopleProjector({ log, projection, progress, projects, ping, clock, logger })
  return {
    projector,
    rebuild: (onProgress) =>
      rebuildPeople(
        {
          projector,
          progress,
          liveLinks: links,
          store: rebuildStore(analytics),
          second: {
            log: logQueries(analytics, 'rebuilt'),
            identity: identityStore(analytics, 'rebuilt'),
            people: peopleStore(analytics, 'rebuilt'),
            openLinks: () => openLinkStore(analytics, 'rebuilt'),
          },
        },
        onProgress,
      ),
  }
}
