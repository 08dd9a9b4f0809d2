import { type Sql, sql, text, uint64 } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { RuleCondition } from './rule-condition.ts'

/**
 * All people for whom a rule holds, as a column `profile_key` without repeats.
 *
 * Only events that matter to the rule are read; where it also holds for people who have none of them, those for whom it
 * does not hold are taken from everyone.
 *
 * @param scope further condition on all events that are read
 */
export function segmentPeople(
  projectId: string,
  { holds, relevant, holdsForNone }: RuleCondition,
  scope?: Sql,
): Sql {
  const where = sql`project_id = ${text(projectId)} AND ${ofEvent('*')}${scope ? sql` AND ${scope}` : sql``}`
  const judged = (verdict: Sql) => sql`SELECT ${profileKey()} AS profile_key FROM events
  WHERE ${where} AND (${relevant}) GROUP BY profile_key HAVING ${verdict}`
  if (!holdsForNone) return judged(holds)
  return sql`SELECT ${profileKey()} AS profile_key FROM events
  WHERE ${where} AND profile_key NOT IN (${judged(sql`NOT (${holds})`)}) GROUP BY profile_key`
}

/** Who is on a static list, by the key that they were put on it with. */
export const listKeys = (
  projectId: string,
  segmentId: string,
): Sql => sql`SELECT person_key FROM segment_list_members
  WHERE project_id = ${text(projectId)} AND segment_id = ${text(segmentId)}
  GROUP BY person_key HAVING argMax(removed, version) = 0`

/** A list as a condition: on it is whoever any key on it belongs to now. */
export function listCondition(projectId: string, segmentId: string): RuleCondition {
  const people = sql`(SELECT ${profileKey()} FROM (${listKeys(projectId, segmentId)}))`
  return {
    holds: sql`profile_key IN ${people}`,
    relevant: sql`${profileKey()} IN ${people}`,
    holdsForNone: false,
  }
}

/** The events of one person, found by the ordering key. */
export const ofProfile = (key: string): Sql => sql`person_key IN (
    SELECT person_key FROM identity_members WHERE profile_key = ${uint64(key)} UNION ALL SELECT ${uint64(key)}
  ) AND ${profileKey()} = ${uint64(key)}`
