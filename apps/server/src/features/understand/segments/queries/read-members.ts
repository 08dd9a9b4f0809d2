import { type Identifier, identifierKinds } from '@throughline/contract/identifier'
import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, uint64, uint64s } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import { profileIdOf } from '../../../../platform/events/person-key.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'

const Count = Type.Object({ people: Type.String() })

/** How many people a query names. */
export async function countPeople(analytics: Analytics, projectId: string, people: Sql): Promise<number> {
  const [row] = await analytics.query(
    sql`SELECT count() AS people FROM (${people})`,
    Count,
    { name: 'segment_size', project: projectId },
    'heavy',
  )
  return Number(row?.people ?? 0)
}

/** How many people the project has. */
export async function countEveryone(analytics: Analytics, projectId: string): Promise<number> {
  const everyone = sql`SELECT DISTINCT ${profileKey()} AS profile_key FROM events
    WHERE project_id = ${text(projectId)} AND ${ofEvent('*')}`
  return countPeople(analytics, projectId, everyone)
}

const Key = Type.Object({ profile_key: Type.String() })

/** The next keys of people by number, after one of them. */
export async function pageOfPeople(
  analytics: Analytics,
  projectId: string,
  people: Sql,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await analytics.query(
    sql`SELECT profile_key FROM (${people}) WHERE profile_key > ${uint64(after)}
      ORDER BY profile_key LIMIT ${integer(limit)}`,
    Key,
    { name: 'segment_members', project: projectId },
    'heavy',
  )
  return rows.map(({ profile_key }) => profile_key)
}

/** Keys of the people who were last seen latest. */
export async function latestPeople(
  analytics: Analytics,
  projectId: string,
  people: Sql,
  limit: number,
): Promise<string[]> {
  const rows = await analytics.query(
    sql`SELECT ${profileKey()} AS profile_key FROM events
      WHERE project_id = ${text(projectId)} AND ${ofEvent('*')} AND profile_key IN (${people})
      GROUP BY profile_key ORDER BY max(ts) DESC, profile_key LIMIT ${integer(limit)}`,
    Key,
    { name: 'segment_sample', project: projectId },
    'heavy',
  )
  return rows.map(({ profile_key }) => profile_key)
}

/** What a list of people shows of each of them. */
export interface MemberDetails {
  readonly profileId: string
  readonly identifiers: Identifier[]
  readonly lastSeen: string
}

const Details = Type.Object({
  profile_key: Type.String(),
  user_id: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  card: Type.String(),
  anonymous_id: Type.String(),
  last_ms: Type.String(),
})

/** Details of people, in the order of their keys given. */
export async function readMembers(
  analytics: Analytics,
  projectId: string,
  keys: readonly string[],
): Promise<MemberDetails[]> {
  if (keys.length === 0) return []
  const rows = await analytics.query(
    sql`SELECT
      ${profileKey()} AS profile_key,
      argMaxIf(events.user_id, (ts, message_id), events.user_id != '') AS user_id,
      argMaxIf(events.email, (ts, message_id), events.email != '') AS email,
      argMaxIf(events.phone, (ts, message_id), events.phone != '') AS phone,
      argMaxIf(events.card, (ts, message_id), events.card != '') AS card,
      argMaxIf(events.anonymous_id, (ts, message_id), events.anonymous_id != '') AS anonymous_id,
      toUnixTimestamp64Milli(max(ts)) AS last_ms
    FROM events
    WHERE project_id = ${text(projectId)} AND ${ofEvent('*')} AND profile_key IN ${uint64s(keys)} AND person_key IN (
      SELECT person_key FROM identity_members WHERE profile_key IN ${uint64s(keys)}
      UNION ALL SELECT arrayJoin(${uint64s(keys)}))
    GROUP BY profile_key`,
    Details,
    { name: 'segment_member_details', project: projectId },
  )
  const found = new Map(rows.map((row) => [row.profile_key, row]))
  return keys.flatMap((key) => {
    const row = found.get(key)
    if (!row) return []
    const identifiers = identifierKinds.flatMap((kind) => (row[kind] ? [{ kind, value: row[kind] }] : []))
    return [
      { profileId: profileIdOf(key), identifiers, lastSeen: new Date(Number(row.last_ms)).toISOString() },
    ]
  })
}

const SegmentsOfPerson = Type.Object({ segments: Type.Array(Type.String()) })

/**
 * Which segments one person is in, by one reading of their events.
 *
 * @param conditions each segment's id with its truth value over the person's events
 */
export async function segmentsOfPerson(
  analytics: Analytics,
  projectId: string,
  scope: Sql,
  conditions: readonly { readonly id: string; readonly holds: Sql }[],
): Promise<ReadonlySet<string>> {
  if (conditions.length === 0) return new Set()
  const [row] = await analytics.query(segmentsOfPersonSql(projectId, scope, conditions), SegmentsOfPerson, {
    name: 'segments_of_person',
    project: projectId,
  })
  return new Set(row?.segments)
}

export function segmentsOfPersonSql(
  projectId: string,
  scope: Sql,
  conditions: readonly { readonly id: string; readonly holds: Sql }[],
): Sql {
  const each = conditions
    .map(({ id, holds }) => sql`if(${holds}, ${text(id)}, '')`)
    .reduce((list, one) => sql`${list},\n    ${one}`)
  return sql`SELECT arrayFilter(id -> id != '', [
    ${each}]) AS segments
  FROM (SELECT *, ${profileKey()} AS profile_key FROM events
    WHERE project_id = ${text(projectId)} AND ${ofEvent('*')} AND ${scope})
  GROUP BY profile_key`
}
