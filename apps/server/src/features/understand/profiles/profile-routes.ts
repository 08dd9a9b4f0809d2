import * as routes from '@throughline/contract/people'
import { AppError } from '../../../platform/app-error.ts'
import { profileIdOf } from '../../../platform/events/person-key.ts'
import { type Endpoint, endpoint, type ProjectAccess } from '../../../platform/http/endpoint.ts'
import type { GroupService } from './group-service.ts'
import type { HistoryService } from './history-service.ts'
import type { MergeService } from './merge-service.ts'
import type { PeopleService } from './people-service.ts'
import type { ProfileService } from './profile-service.ts'
import type { ProjectionService } from './projection-service.ts'
import type { TimelineCursor, TimelineQueries } from './timeline-queries.ts'

export interface PeopleServices {
  readonly profiles: ProfileService
  readonly timeline: TimelineQueries
  readonly merges: MergeService
  readonly history: HistoryService
  readonly people: PeopleService
  readonly groups: GroupService
  readonly projections: ProjectionService
}

export const peopleEndpoints = ({
  profiles,
  timeline,
  merges,
  history,
  people,
  groups,
  projections,
}: PeopleServices): Endpoint[] => [
  endpoint(routes.getProfile, async ({ access: { projectId }, params }) =>
    profiles.profile(projectId, await profiles.find(projectId, params.id)),
  ),
  endpoint(routes.listCustomerEvents, async ({ access: { projectId }, params, query }) => {
    const before = query.before === undefined ? undefined : readCursor(query.before)
    const { profile, keys } = await profiles.find(projectId, params.id)
    const { events, next } = await timeline.page(projectId, profile, keys, before, query.limit ?? 100)
    return { events, next: next ? `${next.ms}-${next.seq}` : null }
  }),
  endpoint(routes.mergeProfiles, ({ access, params, body }) =>
    merges.merge(access.projectId, params.id, body.with, speaker(access)),
  ),
  endpoint(routes.unmergeProfile, ({ access, params, body }) =>
    merges.unmerge(access.projectId, params.id, body.identifier, speaker(access)),
  ),
  endpoint(routes.getIdentityHistory, async ({ access: { projectId }, params }) => {
    const person = await profiles.find(projectId, params.id)
    return { profileId: profileIdOf(person.profile), history: await history.of(projectId, person) }
  }),
  endpoint(routes.listCustomerOrders, async ({ access: { projectId }, params }) => ({
    orders: await profiles.orders(projectId, await profiles.find(projectId, params.id)),
  })),
  endpoint(routes.listCustomerGroups, async ({ access: { projectId }, params }) => ({
    groups: await groups.ofPerson(projectId, await profiles.find(projectId, params.id)),
  })),
  endpoint(routes.listPeople, ({ access, query }) => people.list(access.projectId, query)),
  endpoint(routes.listGroups, ({ access, query }) => groups.list(access.projectId, query)),
  endpoint(routes.getGroup, ({ access, params }) => groups.get(access.projectId, params.groupId)),
  endpoint(routes.listProjections, async ({ access }) => ({
    projections: await projections.list(access.projectId),
  })),
  endpoint(routes.retrySetAside, async ({ access }) => ({
    settled: await projections.retry(access.projectId),
  })),
  endpoint(routes.rebuildProjections, () => ({ started: projections.rebuild() })),
]

const speaker = ({ userId }: ProjectAccess): string => (userId === null ? 'An API token' : `User ${userId}`)

/** `next` of an earlier page, or a time. */
function readCursor(before: string): TimelineCursor {
  const [, ms, seq] = /^(-?\d{1,15})-(\d{1,16})$/.exec(before) ?? []
  if (ms !== undefined && seq !== undefined) return { ms: Number(ms), seq }
  const time = /^\d{4}-\d\d-\d\d/.test(before) ? Date.parse(before) : Number.NaN
  if (Number.isFinite(time)) return { ms: time, seq: '0' }
  throw new AppError(
    'invalid',
    'before: expected `next` of the answer before, or a time in ISO 8601 such as 2026-01-31T12:00:00Z.',
    { field: 'before' },
  )
}
