import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, uint64 } from '../../../../platform/analytics/sql.ts'
import { profileKey } from '../../../../platform/events/profile-key.ts'
import type { KeyRange } from './people-draw.ts'

/** Pairs of a profile and a key that is joined to it, one after the other, in order. */
export type IdentityLinks = BigUint64Array

/**
 * Keys that are joined to people of a draw, and keys of the draw that are joined to others, as queries map them now. From
 * what maps them: the tables behind may be ahead of it.
 */
export function identityLinksSql({ from, to }: KeyRange): Sql {
  const between = sql`BETWEEN ${uint64(from)} AND ${uint64(to)}`
  return sql`SELECT profile, person_key FROM (
  SELECT person_key, ${profileKey()} AS profile FROM (
    SELECT person_key FROM dictionary('identity_map') UNION DISTINCT SELECT person_key FROM dictionary('identity_recent_map')
  )
)
WHERE profile != person_key AND (profile ${between} OR person_key ${between})
ORDER BY profile, person_key`
}

export async function readIdentityLinks(analytics: Analytics, people: KeyRange): Promise<IdentityLinks> {
  const rows = await analytics.bytes(identityLinksSql(people), { name: 'friction_links' }, 'heavy')
  return new BigUint64Array(new Uint8Array(rows).buffer)
}

/** Both ends of all links that only one of two has. */
export function endsOfChanged(before: IdentityLinks, after: IdentityLinks): Set<bigint> {
  const ends = new Set<bigint>()
  let [old, now] = [0, 0]
  while (old < before.length || now < after.length) {
    const order = compare(before, old, after, now) || compare(before, old + 1, after, now + 1)
    const [links, at] = order <= 0 ? [before, old] : [after, now]
    if (order !== 0) ends.add(links[at] ?? 0n).add(links[at + 1] ?? 0n)
    if (order <= 0) old += 2
    if (order >= 0) now += 2
  }
  return ends
}

/** What is past the end of its list comes last. */
function compare(some: IdentityLinks, at: number, others: IdentityLinks, there: number): number {
  const [key, other] = [some[at], others[there]]
  if (key === undefined) return 1
  if (other === undefined) return -1
  return key < other ? -1 : key > other ? 1 : 0
}
