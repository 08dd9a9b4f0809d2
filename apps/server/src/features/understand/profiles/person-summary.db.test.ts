import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sql, sql } from '../../../platform/analytics/sql.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { activityOfPeopleSql, revenueOfPeopleSql } from './person-summary-queries.ts'

/** Enough for several granules of 2,048 rows. */
const EVENTS = 20_000

let store: EventStore
beforeAll(async () => {
  store = await openEventStore()
})
afterAll(() => store.close())

const queries: Record<string, (keys: readonly string[]) => Sql> = {
  'activity-of-people': (keys) => activityOfPeopleSql('p', keys),
  'revenue-of-people': (keys) => revenueOfPeopleSql('p', keys, 'EUR'),
}

it.each(Object.entries(queries))('%s reads as its golden file says', async (name, query) => {
  await expect(`${query(['7']).compile().query}\n`).toMatchFileSnapshot(`${name}.golden.sql`)
  await store.analytics.command(query(['7']), { name })
})

it('reads only the part of the log where the listed people are', async () => {
  const rows = Array.from({ length: EVENTS }, (_, index) => eventRow({ user_id: `u${index % 1000}` }))
  await store.write(rows)
  const keys = rows.slice(0, 2).map(({ person_key }) => person_key)
  for (const [name, query] of Object.entries(queries)) {
    const plan = await store.analytics.query(
      sql`SELECT explain FROM (EXPLAIN indexes = 1 ${query(keys)})`,
      Type.Object({ explain: Type.String() }),
      { name: 'explain' },
    )
    const steps = plan.flatMap(({ explain }) => {
      const [, read, of] = /Granules: (\d+)\/(\d+)/.exec(explain) ?? []
      return read === undefined ? [] : [{ read: Number(read), of: Number(of) }]
    })
    expect(steps.at(0)?.of, name).toBeGreaterThanOrEqual(9)
    expect(steps.at(-1)?.read, name).toBeLessThanOrEqual(4)
  }
})
