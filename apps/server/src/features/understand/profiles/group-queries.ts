import type { GroupSummary } from '@throughline/contract/people'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { integer, type Sql, sql, text, uint64s } from '../../../platform/analytics/sql.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'

const Row = Type.Object({
  group_id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  members: Type.String(),
})
const Trait = Type.Object({ trait: Type.String(), value: Type.String() })

interface GroupSearch {
  readonly search: string
  readonly type: string | undefined
  /** Groups whose id comes after this one. */
  readonly after: string
  readonly limit: number
}

export interface GroupQueries {
  list(projectId: string, search: GroupSearch): Promise<GroupSummary[]>
  find(projectId: string, groupId: string): Promise<GroupSummary | undefined>
  ofPerson(projectId: string, keys: readonly string[]): Promise<GroupSummary[]>
  /** Trait and value as JSON text. */
  traits(projectId: string, groupId: string): Promise<Static<typeof Trait>[]>
  /** Condition on a row with a `person_key`: its person is in the group. */
  hasMember(projectId: string, groupId: string): Sql
}

export function groupQueries(analytics: Analytics): GroupQueries {
  const groups = async (name: string, projectId: string, where: Sql, having: Sql, limit: number) => {
    const rows = await analytics.query(
      sql`SELECT group_id, name, type, members FROM (
            SELECT group_id, uniqExact(${profileKey()}) AS members FROM group_members
            WHERE project_id = ${text(projectId)} AND ${where} GROUP BY group_id
          ) AS counted
          LEFT JOIN (
            SELECT group_id, JSONExtractString(maxIf(latest, trait = 'name').3) AS name,
              JSONExtractString(maxIf(latest, trait = 'type').3) AS type
            FROM group_traits WHERE project_id = ${text(projectId)} AND trait IN ('name', 'type') AND ${where}
            GROUP BY group_id
          ) AS named USING group_id
          WHERE ${having}
          ORDER BY group_id LIMIT ${integer(limit)}`,
      Row,
      { name, project: projectId },
    )
    return rows.map(({ group_id, name, type, members }) => ({
      groupId: group_id,
      name: name || null,
      type: type || null,
      members: Number(members),
    }))
  }

  return {
    list: (projectId, { search, type, after, limit }) =>
      groups(
        'list_groups',
        projectId,
        sql`group_id > ${text(after)}`,
        sql`${type === undefined ? sql`1` : sql`type = ${text(type)}`} AND ${
          search === ''
            ? sql`1`
            : sql`(positionCaseInsensitiveUTF8(group_id, ${text(search)}) > 0 OR positionCaseInsensitiveUTF8(name, ${text(search)}) > 0)`
        }`,
        limit,
      ),

    async find(projectId, groupId) {
      const [group] = await groups('find_group', projectId, sql`group_id = ${text(groupId)}`, sql`1`, 1)
      return group
    },

    ofPerson: (projectId, keys) =>
      groups(
        'groups_of_person',
        projectId,
        sql`group_id IN (SELECT group_id FROM group_members WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)})`,
        sql`1`,
        1000,
      ),

    traits: (projectId, groupId) =>
      analytics.query(
        sql`SELECT trait, max(latest).3 AS value FROM group_traits
            WHERE project_id = ${text(projectId)} AND group_id = ${text(groupId)}
            GROUP BY trait HAVING value != 'null' ORDER BY trait`,
        Trait,
        { name: 'traits_of_group', project: projectId },
      ),

    hasMember: (projectId, groupId) => sql`${profileKey()} IN (
      SELECT ${profileKey()} FROM group_members
      WHERE project_id = ${text(projectId)} AND group_id = ${text(groupId)})`,
  }
}
