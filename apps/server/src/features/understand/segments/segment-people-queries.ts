import type { SegmentRule } from '@throughline/contract/segment-rule'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { moment, type Sql, sql } from '../../../platform/analytics/sql.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkPatterns } from '../../../platform/events/check-patterns.ts'
import { patternsIn } from '../../../platform/events/filter-sql.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'
import { currencyOf, type ProjectDirectory } from '../../../platform/project.ts'
import { listedKeysOf, profilesOfKeys, writeListKeys } from './queries/list-members.ts'
import {
  countEveryone,
  countPeople,
  latestPeople,
  type MemberDetails,
  pageOfPeople,
  readMembers,
  segmentsOfPerson,
} from './queries/read-members.ts'
import { type MembersBefore, readMembersBefore } from './queries/read-members-before.ts'
import { draftCondition, type SegmentsContext, savedCondition } from './queries/segment-conditions.ts'
import { ofProfile, segmentPeople } from './queries/segment-people.ts'
import type { StoredSegment } from './segment.ts'
import type { SegmentDirectory } from './segment-directory.ts'

/** Who is in segments, asked of the events. */
export type SegmentPeople = ReturnType<typeof segmentPeopleQueries>

/** Identifiers that are looked up at once: each may be of six kinds. */
const KEYS_AT_ONCE = 6000

export function segmentPeopleQueries(
  analytics: Analytics,
  directory: SegmentDirectory,
  projects: ProjectDirectory,
  clock: Clock,
) {
  const contextOf = (projectId: string, scope?: Sql): SegmentsContext => ({
    projectId,
    currency: currencyOf(projects, projectId),
    now: new Date(clock()).toISOString(),
    find: (id) => directory.find(projectId, id),
    ...(scope && { scope }),
  })

  const peopleOf = (segment: StoredSegment): Sql =>
    segmentPeople(segment.projectId, savedCondition(segment, contextOf(segment.projectId)))

  const draft = (projectId: string, rule: SegmentRule, editing: StoredSegment | undefined): Sql =>
    segmentPeople(projectId, draftCondition(rule, contextOf(projectId), editing))

  return {
    /** Who is in a segment, as a query with a column `profile_key`. */
    query: peopleOf,

    /** Refuses a rule that cannot run: a circle, an unknown segment, a regular expression that the store does not take. */
    async check(projectId: string, rule: SegmentRule, editing: StoredSegment): Promise<void> {
      draft(projectId, rule, editing)
      await checkPatterns(analytics, patternsOf(rule, 'rule'))
    },

    count: (segment: StoredSegment): Promise<number> =>
      countPeople(analytics, segment.projectId, peopleOf(segment)),

    async preview(
      projectId: string,
      rule: SegmentRule,
      editing: StoredSegment | undefined,
      sampleSize: number,
    ): Promise<{ people: number; everyone: number; sample: MemberDetails[] }> {
      const people = draft(projectId, rule, editing)
      await checkPatterns(analytics, patternsOf(rule, 'rule'))
      const size = await countPeople(analytics, projectId, people)
      const everyone = await countEveryone(analytics, projectId)
      const sample = await latestPeople(analytics, projectId, people, sampleSize)
      return { people: size, everyone, sample: await readMembers(analytics, projectId, sample) }
    },

    async page(
      segment: StoredSegment,
      after: string,
      limit: number,
    ): Promise<{ members: MemberDetails[]; next: string | null }> {
      const keys = await pageOfPeople(analytics, segment.projectId, peopleOf(segment), after, limit + 1)
      const shown = keys.slice(0, limit)
      return {
        members: await readMembers(analytics, segment.projectId, shown),
        next: keys.length > limit ? (shown.at(-1) ?? null) : null,
      }
    },

    async profilesOfKeys(projectId: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = new Map<string, string>()
      for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
        const some = await profilesOfKeys(analytics, projectId, keys.slice(start, start + KEYS_AT_ONCE))
        for (const [key, profile] of some) found.set(key, profile)
      }
      return found
    },

    listedKeys: (segment: StoredSegment, profiles: readonly string[]) =>
      listedKeysOf(analytics, segment.projectId, segment.id, profiles),

    writeList: (
      segment: StoredSegment,
      keys: Iterable<string>,
      change: { readonly version: number; readonly removed: boolean },
    ) => writeListKeys(analytics, { projectId: segment.projectId, segmentId: segment.id }, keys, change),

    /** Whether an event's person is in a segment, as a condition on rows of `events`. */
    async condition(projectId: string, id: string): Promise<Sql> {
      const segment = directory.find(projectId, id)
      if (!segment) throw new AppError('not_found', `No segment has the id "${id}".`, { field: 'segment' })
      return sql`${profileKey()} IN (${peopleOf(segment)})`
    },

    /**
     * Who was in some segments before a moment: rules look at no event from then on, and lists are taken as they stand.
     *
     * @param scope condition on rows of `events` by their person, to ask about some people only
     */
    membersBefore(
      projectId: string,
      ids: readonly string[],
      instant: string,
      scope: Sql,
    ): Promise<MembersBefore[]> {
      const until = sql`ts < ${moment(instant)}`
      const context: SegmentsContext = { ...contextOf(projectId, scope), now: instant, until }
      const segments = ids.flatMap((id) => directory.find(projectId, id) ?? [])
      return readMembersBefore(
        analytics,
        projectId,
        segments.map(({ id, name, rule, ...segment }) => ({
          id,
          name,
          condition: rule && savedCondition({ id, name, rule, ...segment }, context),
        })),
        { scope, until },
      )
    },

    /** Segments that a person is in, by name. One reading of the person's events, however many segments there are. */
    async segmentsOf(projectId: string, key: string): Promise<{ id: string; name: string }[]> {
      const segments = directory.of(projectId)
      const scope = ofProfile(key)
      const context = contextOf(projectId, scope)
      const conditions = segments.map((segment) => ({
        id: segment.id,
        holds: savedCondition(segment, context).holds,
      }))
      const within = await segmentsOfPerson(analytics, projectId, scope, conditions)
      return segments.filter(({ id }) => within.has(id)).map(({ id, name }) => ({ id, name }))
    },
  }
}

/** Regular expressions of a rule, with their places. */
function patternsOf(rule: SegmentRule, place: string): { field: string; pattern: string }[] {
  const { combine, trait, event } = rule
  if (combine)
    return combine.rules.flatMap((part, index) => patternsOf(part, `${place}.combine.rules[${index}]`))
  if (event) return patternsIn(event.where, `${place}.event.where`)
  if (!trait) return []
  const { operator, value } = trait
  const asFilter = { property: trait.name, operator, ...(value !== undefined && { value }) }
  return patternsIn([asFilter], place).map(({ pattern }) => ({ field: `${place}.trait.value`, pattern }))
}
