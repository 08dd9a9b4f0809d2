import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { openScope, type Scope } from '../../../../platform/events/event-scope.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { fieldProgressSql, formFieldsSql } from './form-fields.ts'
import { formPeopleSql } from './form-people.ts'

const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }

const queries: Record<string, (scope: Scope) => Sql> = {
  'forms-people': (scope) => formPeopleSql(scope),
  'form-people': (scope) => formPeopleSql(scope, 'checkout'),
  'form-fields': (scope) => formFieldsSql(scope, 'checkout'),
  'form-progress': (scope) => fieldProgressSql(scope, 'checkout', ['email', 'phone']),
}

describe('the SQL of forms', () => {
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
