import { Type } from 'typebox'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { sql, text, uint64s } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import { listKeys } from './segment-people.ts'

const KnownKey = Type.Object({ key: Type.String(), profile_key: Type.String() })

/** Which of some keys belong to anybody, and to whose profile: of an event, or of an identifier that one carried. */
export async function profilesOfKeys(
  analytics: Analytics,
  projectId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await analytics.query(
    sql`SELECT DISTINCT key, ${profileKey(sql`key`)} AS profile_key FROM (
      SELECT person_key AS key FROM events WHERE project_id = ${text(projectId)} AND person_key IN ${uint64s(keys)}
      UNION ALL
      SELECT weaker_key AS key FROM identity_claims
      WHERE project_id = ${text(projectId)} AND weaker_key IN ${uint64s(keys)})`,
    KnownKey,
    { name: 'profiles_of_keys', project: projectId },
  )
  return new Map(rows.map(({ key, profile_key }) => [key, profile_key]))
}

/** Keys on a list with the profiles that they belong to now; only those of some profiles. */
export async function listedKeysOf(
  analytics: Analytics,
  projectId: string,
  segmentId: string,
  profiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (profiles.length === 0) return new Map()
  const rows = await analytics.query(
    sql`SELECT person_key AS key, ${profileKey()} AS profile_key FROM (${listKeys(projectId, segmentId)})
      WHERE profile_key IN ${uint64s(profiles)}`,
    KnownKey,
    { name: 'segment_listed_keys', project: projectId },
  )
  return new Map(rows.map(({ key, profile_key }) => [key, profile_key]))
}

/** Puts keys on a list, or takes them off. Of two changes the one with the higher version counts. */
export async function writeListKeys(
  analytics: Analytics,
  list: { readonly projectId: string; readonly segmentId: string },
  keys: Iterable<string>,
  change: { readonly version: number; readonly removed: boolean },
): Promise<void> {
  const { version, removed } = change
  const rows = [...keys].map((key) => [list.projectId, list.segmentId, key, version, removed ? 1 : 0])
  if (rows.length > 0)
    await analytics.insert(
      'segment_list_members',
      ['project_id', 'segment_id', 'person_key', 'version', 'removed'],
      rows,
      { name: 'change_segment_list', project: list.projectId },
    )
}
