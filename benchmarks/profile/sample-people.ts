import { Type } from 'typebox'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { integer, sql } from '../../apps/server/src/platform/analytics/sql.ts'

const Person = Type.Object({ identifier: Type.String() })

/** Identifiers of people, such as `user_id:u1`, at random but the same each time. The server must not run. */
export async function samplePeople(dataDir: string, count: number): Promise<string[]> {
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  const rows = await analytics.query(
    sql`SELECT concat(kind, ':', value) AS identifier FROM people
        GROUP BY person_key, kind, value ORDER BY sipHash64(person_key) LIMIT ${integer(count)}`,
    Person,
    { name: 'sample_people' },
    'heavy',
  )
  await analytics.close()
  if (rows.length < Math.min(count, 1)) throw new Error('The store has no people.')
  return rows.map(({ identifier }) => identifier)
}
