import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text } from '../../../platform/analytics/sql.ts'
import { profileKey } from '../../../platform/events/profile-key.ts'

/** Rows read between two turns of other requests: about 5 ms. */
const ROWS_AT_A_STRETCH = 20_000

/** Person keys in ascending order, and what is known under each; without values it is enough to be among them. */
export interface PersonColumn {
  readonly keys: BigUint64Array
  readonly values: readonly unknown[] | undefined
}

/** What all people of a project are, as far as flags ask: under every key that a person is known by. */
export interface PeopleQueries {
  trait(projectId: string, trait: string): Promise<PersonColumn>
  /** Nobody, where there is no such segment any more. */
  segment(projectId: string, id: string): Promise<PersonColumn>
}

/** All people in a segment, as a query with a column `profile_key`; undefined where there is no such segment. */
export type SegmentPeople = (projectId: string, id: string) => Sql | undefined

export const peopleQueries = (analytics: Analytics, segmentPeople: SegmentPeople): PeopleQueries => ({
  async trait(projectId, trait) {
    const bytes = await analytics.bytes(
      sql`WITH known AS (
            SELECT ${profileKey()} AS profile_key, max(latest).3 AS value FROM person_traits
            WHERE project_id = ${text(projectId)} AND trait = ${text(trait)}
            GROUP BY profile_key HAVING value != 'null'
          )
          SELECT key, value FROM (
            SELECT profile_key AS key, value FROM known
            UNION ALL
            SELECT person_key AS key, value FROM identity_members INNER JOIN known USING (profile_key)
            WHERE person_key != profile_key AND ${profileKey()} = profile_key
          )
          ORDER BY key LIMIT 1 BY key`,
      { name: 'flag_trait', project: projectId },
      'background',
    )
    return readColumn(bytes)
  },

  async segment(projectId, id) {
    const profiles = segmentPeople(projectId, id)
    if (!profiles) return { keys: new BigUint64Array(), values: undefined }
    const bytes = await analytics.bytes(
      sql`WITH inside AS (${profiles})
          SELECT DISTINCT key FROM (
            SELECT profile_key AS key FROM inside
            UNION ALL
            SELECT person_key AS key FROM identity_members
            WHERE profile_key IN (SELECT profile_key FROM inside) AND ${profileKey()} = profile_key
          )
          ORDER BY key`,
      { name: 'flag_segment', project: projectId },
      'background',
    )
    return { keys: keysIn(bytes), values: undefined }
  },
})

/** RowBinary of one UInt64 column is the numbers themselves. */
const keysIn = (bytes: Buffer): BigUint64Array => {
  const aligned = new Uint8Array(bytes)
  return new BigUint64Array(aligned.buffer, 0, Math.floor(aligned.byteLength / 8))
}

/** RowBinary of (UInt64, String): 8 bytes, the length in LEB128, and the text, here JSON. Equal values are kept once. */
async function readColumn(bytes: Buffer): Promise<PersonColumn> {
  const keys: bigint[] = []
  const values: unknown[] = []
  const parsed = new Map<string, unknown>()
  let at = 0
  while (at < bytes.length) {
    keys.push(bytes.readBigUInt64LE(at))
    at += 8
    let length = 0
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = bytes[at++] ?? 0
      length += (byte & 0x7f) * 2 ** shift
    }
    const json = bytes.toString('utf8', at, at + length)
    at += length
    if (!parsed.has(json)) parsed.set(json, parseOrNothing(json))
    values.push(parsed.get(json))
    if (keys.length % ROWS_AT_A_STRETCH === 0) await new Promise(setImmediate)
  }
  return { keys: BigUint64Array.from(keys), values }
}

function parseOrNothing(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
