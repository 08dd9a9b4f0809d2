import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { bucketsOf } from '../../../../platform/calendar.ts'
import { openScope, type Scope } from '../../../../platform/events/event-scope.ts'
import { givenSessions, idleSessions } from '../../../../platform/events/sessions.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { costCurrencySql, costSql } from './cost.ts'
import { vitalsSql } from './vitals.ts'

const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }
const buckets = bucketsOf(range, { zone: 'Europe/Berlin', interval: 'day', weekStartsOn: 'monday' })
const plan = { page: undefined, conversion: 'Order Completed', currency: 'EUR', ownCurrency: 'EUR' }

const queries: Record<string, (scope: Scope) => Sql> = {
  vitals: (scope) => vitalsSql(scope, { page: undefined, buckets, groups: undefined, blamed: 10 }),
  'vitals-of-page': (scope) =>
    vitalsSql(scope, { page: '/product/*', buckets, groups: { by: 'device', limit: 25 }, blamed: 10 }),
  cost: (scope) => costSql(scope, { ...plan, page: '/product/*' }, givenSessions),
  'cost-by-idle-session': (scope) => costSql(scope, plan, idleSessions(scope.projectId, range)),
  'cost-currency': (scope) => costCurrencySql(scope, plan, givenSessions),
}

describe('the SQL of vitals', () => {
  let store: EventStore
  let scope: Scope
  beforeAll(async () => {
    store = await openEventStore()
    const segments = { condition: () => Promise.reject(new Error('no segments here')) }
    scope = await openScope({ analytics: store.analytics, segments }, 'p', range, [])
  })
  afterAll(() => store.close())

  it.each(Object.keys(queries))('%s', async (name) => {
    const query = (queries[name] as (scope: Scope) => Sql)(scope)
    await expect(`${query.compile().query}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `${name}.sql`),
    )
    await store.analytics.command(query, { name })
  })
})
