import type { GroupSummary, PersonSummary } from '@throughline/contract/people'
import { AppError } from '../../../platform/app-error.ts'
import type { GroupQueries } from './group-queries.ts'
import type { PeopleQueries } from './people-queries.ts'
import type { CurrencyOf, FoundPerson } from './profile-service.ts'

/** A group's page shows so many members. */
const MOST_MEMBERS = 200

interface GroupProfile {
  readonly groupId: string
  readonly name: string | null
  readonly type: string | null
  readonly traits: Record<string, unknown>
  readonly memberCount: number
  readonly members: PersonSummary[]
}

export interface GroupService {
  ofPerson(projectId: string, person: FoundPerson): Promise<GroupSummary[]>
  list(
    projectId: string,
    asked: { search?: string; type?: string; limit?: number; cursor?: string },
  ): Promise<{ groups: GroupSummary[]; next: string | null }>
  /** @throws AppError `not_found` */
  get(projectId: string, groupId: string): Promise<GroupProfile>
}

/** Companies, households and other groups of people. */
export const groupService = (
  groups: GroupQueries,
  people: PeopleQueries,
  currencyOf: CurrencyOf,
): GroupService => ({
  ofPerson: (projectId, { keys }) => groups.ofPerson(projectId, keys),

  async list(projectId, { search = '', type, limit = 50, cursor = '' }) {
    const found = await groups.list(projectId, {
      search: search.trim(),
      type,
      after: cursor,
      limit: limit + 1,
    })
    const shown = found.slice(0, limit)
    return { groups: shown, next: found.length > limit ? (shown.at(-1)?.groupId ?? null) : null }
  },

  async get(projectId, groupId) {
    const group = await groups.find(projectId, groupId)
    if (!group)
      throw new AppError('not_found', `groupId: no group has the id "${groupId.slice(0, 100)}".`, {
        field: 'groupId',
      })
    const where = groups.hasMember(projectId, groupId)
    const scope = { projectId, currency: currencyOf(projectId), where, search: '' }
    const [traits, members] = await Promise.all([
      groups.traits(projectId, groupId),
      people.page(scope, undefined, MOST_MEMBERS),
    ])
    return {
      groupId,
      name: group.name,
      type: group.type,
      traits: Object.fromEntries(traits.map(({ trait, value }) => [trait, JSON.parse(value)])),
      memberCount: group.members,
      members: members.people,
    }
  },
})
