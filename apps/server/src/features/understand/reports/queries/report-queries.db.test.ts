import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import { bucketsOf, type Interval } from '../../../../platform/calendar.ts'
import { openScope, type Scope } from '../../../../platform/events/event-scope.ts'
import { givenSessions, idleSessions } from '../../../../platform/events/sessions.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { brokenDownFunnelSql, funnelHistogramSql, funnelSql, funnelTopSql } from './funnel.ts'
import type { FunnelPlan } from './funnel-tokens.ts'
import { lifecycleSql } from './lifecycle.ts'
import { ordersPlacedSql, visitsSql } from './overview.ts'
import { pathsSql } from './paths.ts'
import { retentionSql } from './retention.ts'
import { retentionSumsSql } from './retention-sums.ts'
import { brokenDownTrendSql, trendSql, trendTopSql } from './trend.ts'

const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }
const bucketsIn = (of: IsoRange, interval: Interval) =>
  bucketsOf(of, { zone: 'Europe/Berlin', interval, weekStartsOn: 'monday' })
const buckets = (interval: Interval) => bucketsIn(range, interval)
const cut = (of: IsoRange) => ({ range: of, buckets: bucketsIn(of, 'week') })
const periods = { now: cut(range), before: cut({ from: '2025-12-01T00:00:00Z', to: range.from }) }

const funnel: FunnelPlan = {
  steps: [
    { event: 'Product Viewed', where: [{ property: 'category', operator: 'equals', value: 'shoes' }] },
    { event: 'Order Completed' },
  ],
  exclusions: [],
  order: 'ordered',
  windowMs: 604_800_000,
  unit: 'person',
}
const excluding: FunnelPlan = {
  ...funnel,
  exclusions: [{ event: 'Order Refunded', afterStep: 1, beforeStep: 2 }],
}
const repeated: FunnelPlan = { ...funnel, steps: [...funnel.steps, { event: 'Product Viewed' }] }
const paths = {
  direction: 'from',
  anchor: { kind: 'page', name: '/home' },
  nodes: 'both',
  unit: 'session',
  depth: 5,
  width: 10,
  exclude: [],
} as const
const retention = {
  cohort: { event: 'Signed Up', firstTime: false },
  back: { event: '*' },
  counting: 'on',
  periods: 7,
} as const

const queries: Record<string, (scope: Scope) => Sql> = {
  trend: (scope) =>
    trendSql(
      scope,
      [
        { event: 'Page Viewed', measure: 'people' },
        { event: 'Page Viewed', measure: 'average', property: 'person.age' },
      ],
      'series[0]',
      buckets('day'),
    ),
  'trend-sum-by-hour': (scope) =>
    trendSql(
      scope,
      [{ event: 'Order Completed', measure: 'sum', property: 'revenue' }],
      'series[0]',
      buckets('hour'),
    ),
  'trend-top': (scope) =>
    trendTopSql(scope, { event: '*', measure: 'count' }, 'series[0]', { property: 'person.plan' }),
  'trend-breakdown': (scope) =>
    brokenDownTrendSql(
      scope,
      { event: '*', measure: 'count' },
      'series[0]',
      buckets('week'),
      { property: 'country' },
      ['=DE'],
    ),
  'funnel-ordered': (scope) => funnelSql(scope, funnel, givenSessions),
  'funnel-excluding': (scope) => funnelSql(scope, excluding, givenSessions),
  'funnel-repeated': (scope) => funnelSql(scope, repeated, givenSessions),
  'funnel-strict': (scope) => funnelSql(scope, { ...excluding, order: 'strict' }, givenSessions),
  'funnel-unordered': (scope) => funnelSql(scope, { ...excluding, order: 'unordered' }, givenSessions),
  'funnel-unordered-repeated': (scope) =>
    funnelSql(scope, { ...repeated, order: 'unordered' }, givenSessions),
  'funnel-by-idle-session': (scope) =>
    funnelSql(scope, { ...funnel, unit: 'session' }, idleSessions(scope.projectId, range)),
  'funnel-top': (scope) => funnelTopSql(scope, funnel, givenSessions, { property: 'device.type' }),
  'funnel-breakdown': (scope) =>
    brokenDownFunnelSql(scope, funnel, givenSessions, { property: 'device.type' }, ['=mobile']),
  'funnel-histogram': (scope) => funnelHistogramSql(scope, funnel, givenSessions, 10),
  retention: (scope) => retentionSql(scope, retention, buckets('day')),
  'retention-first-time': (scope) =>
    retentionSql(
      scope,
      { ...retention, cohort: { event: 'Signed Up', firstTime: true }, counting: 'onOrAfter' },
      buckets('month'),
    ),
  'retention-sums': (scope) =>
    retentionSumsSql(scope, { ...retention, back: { event: 'Order Completed' } }, 'revenue', buckets('week')),
  'retention-sums-first-time': (scope) =>
    retentionSumsSql(
      scope,
      { ...retention, cohort: { event: 'Signed Up', firstTime: true } },
      'person.worth',
      buckets('month'),
    ),
  paths: (scope) => pathsSql(scope, paths, givenSessions),
  'paths-to': (scope) =>
    pathsSql(scope, { ...paths, direction: 'to', exclude: ['Rage Clicked'] }, givenSessions),
  'overview-visits': (scope) => visitsSql(scope, buckets('day'), givenSessions),
  'overview-orders': (scope) => ordersPlacedSql(scope, periods, 'EUR'),
  lifecycle: (scope) => lifecycleSql(scope, { event: 'Opened' }, buckets('week')),
}

describe('the SQL of reports', () => {
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
