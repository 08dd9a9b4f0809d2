import { randomUUID } from 'node:crypto'
import type { SegmentRule } from '@throughline/contract/segment-rule'
import type { Persona, SegmentListChange } from '@throughline/contract/segments'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import { checkStorable } from '../../../platform/storable-text.ts'
import { candidateKeys } from './identifier-candidates.ts'
import type { MemberDetails } from './queries/read-members.ts'
import { type StoredSegment, segmentsNamedBy } from './segment.ts'
import type { SegmentDirectory } from './segment-directory.ts'
import type { SegmentPeople } from './segment-people-queries.ts'
import type { SegmentChange, SegmentStore } from './segment-store.ts'

/** A size that was counted within this time is answered again. */
const SIZE_KEPT_MS = 60_000
const MOST_SEGMENTS = 200
const SAMPLE = 20
/** References that a refusal names. */
const MOST_TOLD = 5

interface NewSegment {
  readonly name: string
  readonly description?: string
  readonly kind: 'rule' | 'list'
  readonly rule?: SegmentRule
  readonly persona?: Persona
}

export interface Size {
  readonly people: number
  readonly computedAt: Date
}

export interface MemberPage {
  readonly members: readonly MemberDetails[]
  readonly next: string | null
}

export interface SegmentService {
  list(projectId: string): readonly StoredSegment[]
  /** @throws AppError `not_found` */
  get(projectId: string, id: string): StoredSegment
  create(projectId: string, segment: NewSegment): Promise<StoredSegment>
  change(projectId: string, id: string, change: SegmentChange): Promise<StoredSegment>
  /** @throws AppError `conflict` while another segment, or what another feature has, refers to it */
  remove(projectId: string, id: string): Promise<void>
  size(projectId: string, id: string, fresh: boolean): Promise<Size>
  preview(
    projectId: string,
    rule: SegmentRule,
    editing: string | undefined,
  ): Promise<{ size: Size; everyone: number; sample: MemberDetails[] }>
  members(projectId: string, id: string, limit: number, cursor: string | undefined): Promise<MemberPage>
  add(projectId: string, id: string, identifiers: readonly string[]): Promise<SegmentListChange>
  takeOff(projectId: string, id: string, identifiers: readonly string[]): Promise<SegmentListChange>
}

/** What of a feature refers to a segment, in words: `the flag "headline" in production`. */
export type SegmentReferences = (
  projectId: string,
  id: string,
) => readonly string[] | Promise<readonly string[]>

/** @param references what other features have that refers to segments */
export function segmentService(
  store: SegmentStore,
  directory: SegmentDirectory,
  people: SegmentPeople,
  clock: Clock,
  references: SegmentReferences,
): SegmentService {
  const get = (projectId: string, id: string): StoredSegment => {
    const segment = directory.find(projectId, id)
    if (!segment) throw new AppError('not_found', `No segment has the id "${id}".`)
    return segment
  }

  const list = (projectId: string, id: string): StoredSegment => {
    const segment = get(projectId, id)
    if (segment.kind !== 'list')
      throw new AppError(
        'conflict',
        `"${segment.name}" has a rule, which decides who is in it. Only a list takes people by hand.`,
      )
    return segment
  }

  const count = async (segment: StoredSegment): Promise<Size> => {
    const size = { people: await people.count(segment), computedAt: new Date(clock()) }
    await store.keepSize(segment.projectId, segment.id, size.people, size.computedAt)
    return size
  }

  const recount = async (segment: StoredSegment): Promise<StoredSegment> => {
    await count(segment)
    await directory.refresh()
    return get(segment.projectId, segment.id)
  }

  /** Resolves texts to the key that each is known by, and whose profile that is. */
  const resolve = async (projectId: string, identifiers: readonly string[]) => {
    const candidates = new Map(
      identifiers.map((given) => [given, candidateKeys(projectId, given.trim())] as const),
    )
    const known = await people.profilesOfKeys(projectId, [...new Set([...candidates.values()].flat())])
    const found: { key: string; profile: string }[] = []
    const unknown: string[] = []
    for (const [given, keys] of candidates) {
      const key = keys.find((candidate) => known.has(candidate))
      if (key === undefined) unknown.push(given)
      else found.push({ key, profile: known.get(key) ?? key })
    }
    return { found, unknown }
  }

  return {
    list: (projectId) => directory.of(projectId),
    get,

    async create(projectId, { name, description = '', kind, rule = null, persona = null }) {
      checkStorable({ name, description, rule, persona })
      if (kind === 'rule' && rule === null)
        throw new AppError('invalid', 'rule: is missing. A segment of kind "rule" needs one.', {
          field: 'rule',
        })
      if (kind === 'list' && rule !== null)
        throw new AppError('invalid', 'rule: a list has no rule. Leave it out, or choose the kind "rule".', {
          field: 'rule',
        })
      if (directory.of(projectId).length >= MOST_SEGMENTS)
        throw new AppError(
          'limit_exceeded',
          `A project has at most ${MOST_SEGMENTS} segments. Delete one that is no longer needed.`,
        )
      const now = new Date(clock())
      const segment: StoredSegment = {
        id: randomUUID(),
        projectId,
        name,
        description,
        kind,
        rule,
        persona,
        size: null,
        createdAt: now,
        changedAt: now,
      }
      if (rule) await people.check(projectId, rule, segment)
      await store.add(segment)
      return recount(segment)
    },

    async change(projectId, id, change) {
      checkStorable(change)
      const segment = get(projectId, id)
      if (change.rule && segment.kind === 'list')
        throw new AppError('invalid', 'rule: a list has no rule. Make a new segment for it.', {
          field: 'rule',
        })
      if (change.rule) await people.check(projectId, change.rule, segment)
      await store.change(projectId, id, change, new Date(clock()))
      await directory.refresh()
      return change.rule ? recount(get(projectId, id)) : get(projectId, id)
    },

    async remove(projectId, id) {
      const segment = get(projectId, id)
      const user = directory
        .of(projectId)
        .find(({ rule, id: other }) => other !== id && rule && segmentsNamedBy(rule).includes(id))
      if (user)
        throw new AppError(
          'conflict',
          `"${user.name}" refers to "${segment.name}". Change that segment first, then delete this one.`,
        )
      const others = await references(projectId, id)
      if (others.length > 0)
        throw new AppError(
          'conflict',
          `"${segment.name}" is named by ${others.slice(0, MOST_TOLD).join(', ')}${others.length > MOST_TOLD ? `, and ${others.length - MOST_TOLD} more` : ''}. Take it out there first, then delete it.`,
        )
      await store.remove(projectId, id)
      await directory.refresh()
    },

    async size(projectId, id, fresh) {
      const segment = get(projectId, id)
      if (!fresh && segment.size && clock() - segment.size.computedAt.getTime() < SIZE_KEPT_MS)
        return segment.size
      const size = await count(segment)
      await directory.refresh()
      return size
    },

    async preview(projectId, rule, editing) {
      const segment = editing === undefined ? undefined : get(projectId, editing)
      const counted = await people.preview(projectId, rule, segment, SAMPLE)
      const { everyone, sample } = counted
      return { size: { people: counted.people, computedAt: new Date(clock()) }, everyone, sample }
    },

    async members(projectId, id, limit, cursor) {
      const segment = get(projectId, id)
      if (cursor !== undefined && !/^[0-9]{1,20}$/.test(cursor))
        throw new AppError('invalid', 'cursor: expected `next` of an earlier answer.', { field: 'cursor' })
      const { members, next } = await people.page(segment, cursor ?? '0', limit)
      return { members, next }
    },

    async add(projectId, id, identifiers) {
      const segment = list(projectId, id)
      const { found, unknown } = await resolve(projectId, identifiers)
      const listed = new Set(
        (
          await people.listedKeys(
            segment,
            found.map(({ profile }) => profile),
          )
        ).values(),
      )
      const fresh = new Map(
        found.filter(({ profile }) => !listed.has(profile)).map(({ key, profile }) => [profile, key]),
      )
      await people.writeList(segment, fresh.values(), { version: clock(), removed: false })
      if (fresh.size > 0) await recount(segment)
      return { changed: fresh.size, unchanged: found.length - fresh.size, unknown }
    },

    async takeOff(projectId, id, identifiers) {
      const segment = list(projectId, id)
      const { found, unknown } = await resolve(projectId, identifiers)
      const listed = await people.listedKeys(
        segment,
        found.map(({ profile }) => profile),
      )
      const profiles = new Set(listed.values())
      await people.writeList(segment, listed.keys(), { version: clock(), removed: true })
      if (profiles.size > 0) await recount(segment)
      return { changed: profiles.size, unchanged: found.length - profiles.size, unknown }
    },
  }
}
