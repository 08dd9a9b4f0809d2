import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { openScope, type Scope } from '../../../../platform/events/event-scope.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { elementsSql, pointsSql } from './clicks.ts'
import { heatmapPagesSql } from './heatmap-pages.ts'
import { devicesSql, pageTotalsSql } from './page-totals.ts'
import { attentionBoundsSql, viewDepthsSql } from './view-depths.ts'

const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }
const path = '/product/*'

const queries: Record<string, (scope: Scope) => Sql> = {
  totals: (scope) => pageTotalsSql(scope, path),
  devices: (scope) => devicesSql(scope, path),
  elements: (scope) => elementsSql(scope, path, 'element_clicked'),
  points: (scope) => pointsSql(scope, path, 'rage_clicked'),
  depths: (scope) => viewDepthsSql(scope, path),
  'attention-bounds': (scope) => attentionBoundsSql(scope, path, 20, { low: 6, high: 15 }),
  pages: (scope) => heatmapPagesSql(scope, 'product', 50),
}

describe('the SQL of heatmaps', () => {
  let store: EventStore
  let scope: Scope
  beforeAll(async () => {
    store = await openEventStore()
    const segments = { condition: () => Promise.reject(new Error('no segments here')) }
    const where = [{ property: 'device.type', operator: 'equals' as const, value: 'mobile' }]
    scope = await openScope({ analytics: store.analytics, segments }, 'p', { ...range, where }, [])
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
