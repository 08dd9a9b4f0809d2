import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { sql, uint64s } from '../../../platform/analytics/sql.ts'
import { chunks, nameOf } from './identity-store.ts'
import { type Generation, tableOf } from './people-tables-store.ts'

/**
 * So many recent links are loaded at each change, which takes milliseconds; with more, all links are loaded once and
 * the recent ones start anew. A full load takes 0.3 s a million.
 */
const MOST_RECENT = 50_000

const Link = Type.Object({ person_key: Type.String(), profile_key: Type.String() })
const Stand = Type.Object({ recent: Type.String(), version: Type.String() })

/** Owner of what every query maps person keys by: see platform/events/profile-key.ts. */
export interface LinkStore {
  /** Makes each key's events those of the profile key beside it; queries see it when this resolves. */
  publish(profileOf: ReadonlyMap<string, string>): Promise<void>
  /** Loads the links anew, after they were put in place by a rebuild. */
  reload(): Promise<void>
}

export async function openLinkStore(
  analytics: Analytics,
  generation: Generation = 'live',
): Promise<LinkStore> {
  const links = tableOf('links', generation)
  const members = tableOf('members', generation)
  const stand = async () => {
    const [row] = await analytics.query(
      sql`SELECT (SELECT count() FROM identity_recent_links) AS recent, (SELECT max(version) FROM ${links}) AS version`,
      Stand,
      { name: 'stand_of_links' },
      'background',
    )
    return { recent: Number(row?.recent ?? 0), version: Number(row?.version ?? 0) }
  }
  let { recent, version } = await stand()

  const current = async (keys: readonly string[]) => {
    const known = new Map<string, string>()
    for (const some of chunks(keys, 10_000)) {
      const rows = await analytics.query(
        sql`SELECT person_key, argMax(profile_key, version) AS profile_key FROM ${links}
            WHERE person_key IN ${uint64s(some)} GROUP BY person_key`,
        Link,
        { name: 'current_links' },
        'background',
      )
      for (const row of rows) known.set(row.person_key, row.profile_key)
    }
    return known
  }

  const insert = (table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]) =>
    analytics.insert(table, columns, rows, { name: 'publish_links' }, 'background')

  const loadRecent = () =>
    analytics.command(
      sql`SYSTEM RELOAD DICTIONARY identity_recent_map`,
      { name: 'load_recent_links' },
      'background',
    )

  const reload = async () => {
    // The full map first: at no moment is a link in neither.
    await analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, { name: 'load_links' }, 'background')
    await analytics.command(
      sql`TRUNCATE TABLE identity_recent_links`,
      { name: 'forget_recent_links' },
      'background',
    )
    await loadRecent()
    const now = await stand()
    recent = now.recent
    version = Math.max(version, now.version)
  }

  return {
    async publish(profileOf) {
      const known = await current([...profileOf.keys()])
      const changed = [...profileOf].filter(([key, profile]) => (known.get(key) ?? key) !== profile)
      if (changed.length === 0) return
      version++
      const rows = changed.map(([key, profile]) => [key, profile, version])
      await insert(
        nameOf(members),
        ['profile_key', 'person_key'],
        changed.map(([key, profile]) => [profile, key]),
      )
      await insert(nameOf(links), linkColumns, rows)
      if (generation !== 'live') return
      await insert('identity_recent_links', linkColumns, rows)
      recent += rows.length
      await (recent > MOST_RECENT ? reload() : loadRecent())
    },
    reload,
  }
}

const linkColumns = ['person_key', 'profile_key', 'version']
