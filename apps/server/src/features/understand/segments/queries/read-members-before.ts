import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { any, integer, type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { RuleCondition } from './rule-condition.ts'
import { listKeys } from './segment-people.ts'

/** Who was in a segment before a moment. */
export interface MembersBefore {
  readonly id: string
  readonly name: string
  /** Profile keys: of who was in it, or of who was not where all others were. */
  readonly profiles: BigUint64Array
  readonly othersToo: boolean
}

/** A segment whose people are asked for; a list has no condition. */
interface Asked {
  readonly id: string
  readonly name: string
  readonly condition: RuleCondition | null
}

/** Of what is known before a moment, and of some people. */
interface Before {
  readonly scope: Sql
  readonly until: Sql
}

/** A row's segments are told by the bits of a number. */
const MOST_AT_ONCE = 32
const BYTES_A_ROW = 8 + 4

/**
 * Who was in each segment. All rules are answered by one reading of the events before; each list by one of its own, for who
 * is on it may have no event yet.
 */
export async function readMembersBefore(
  analytics: Analytics,
  projectId: string,
  segments: readonly Asked[],
  before: Before,
): Promise<MembersBefore[]> {
  const ruled = segments.flatMap(({ id, condition }) => (condition ? [{ id, condition }] : []))
  const held = await profilesOfRules(analytics, projectId, ruled, before)
  const members: MembersBefore[] = []
  for (const { id, name, condition } of segments) {
    const profiles = held.get(id) ?? (await profilesOnList(analytics, projectId, id, before.scope))
    members.push({ id, name, profiles, othersToo: condition?.holdsForNone ?? false })
  }
  return members
}

type Ruled = readonly { readonly id: string; readonly condition: RuleCondition }[]

async function profilesOfRules(
  analytics: Analytics,
  projectId: string,
  ruled: Ruled,
  before: Before,
): Promise<ReadonlyMap<string, BigUint64Array>> {
  if (ruled.length > MOST_AT_ONCE) throw new RangeError(`At most ${MOST_AT_ONCE} segments are asked at once.`)
  if (ruled.length === 0) return new Map()
  const tags = { name: 'segment_members_before', project: projectId }
  const rows = await analytics.bytes(membersBeforeSql(projectId, ruled, before), tags, 'heavy')
  const found = ruled.map((): bigint[] => [])
  for (let at = 0; at < rows.length; at += BYTES_A_ROW) {
    const profile = rows.readBigUInt64LE(at)
    const bits = rows.readUInt32LE(at + 8)
    for (const [index, profiles] of found.entries()) if ((bits >>> index) & 1) profiles.push(profile)
  }
  return new Map(ruled.map(({ id }, index) => [id, BigUint64Array.from(found[index] ?? [])]))
}

/** A row a person for whom the answer is another than for who has no event: bit by bit, in RowBinary. */
function membersBeforeSql(projectId: string, ruled: Ruled, { scope, until }: Before): Sql {
  const bits = ruled
    .map(({ condition: { holds, holdsForNone } }, index) => {
      const differs = holdsForNone ? sql`NOT (${holds})` : holds
      return sql`bitShiftLeft(toUInt32(${differs}), ${integer(index)})`
    })
    .reduce((sum, bit) => sql`${sum} + ${bit}`)
  return sql`SELECT profile_key, toUInt32(${bits}) AS bits
  FROM (SELECT *, ${profileKey()} AS profile_key FROM events
    WHERE project_id = ${text(projectId)} AND ${ofEvent('*')} AND ${until} AND ${scope}
      AND (${any(ruled.map(({ condition }) => condition.relevant))}))
  GROUP BY profile_key
  HAVING bits > 0`
}

async function profilesOnList(
  analytics: Analytics,
  projectId: string,
  id: string,
  scope: Sql,
): Promise<BigUint64Array> {
  const rows = await analytics.bytes(
    sql`SELECT DISTINCT ${profileKey()} FROM (${listKeys(projectId, id)}) WHERE ${scope}`,
    { name: 'segment_list_before', project: projectId },
    'heavy',
  )
  return BigUint64Array.from({ length: rows.length / 8 }, (_, index) => rows.readBigUInt64LE(index * 8))
}
