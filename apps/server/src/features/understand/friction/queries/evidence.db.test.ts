import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../../platform/analytics/sql.ts'
import type { EventRow } from '../../../../platform/events/event-row.ts'
import { personKey } from '../../../../platform/events/person-key.ts'
import { eventRow } from '../../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import type { EvidenceQuestion } from './affected-events.ts'
import { readRequests, requestsSql } from './evidence-requests.ts'
import { readVerbatims, verbatimsSql } from './evidence-verbatims.ts'
import { readVitals, vitalsSql } from './evidence-vitals.ts'
import { hasNewerEvents, newerEventsSql } from './newer-events.ts'
import { countVisitsToPlace, visitsToPlaceSql } from './visits-to-place.ts'

const range = { from: '2026-04-01T00:00:00Z', to: '2026-04-08T00:00:00Z' }
const start = Date.parse(range.from)
const [HOUR, DAY] = [3_600_000, 86_400_000]
const keyOf = (visitor: string) => personKey('p', { kind: 'anonymous_id', value: visitor })

const question: EvidenceQuestion = {
  projectId: 'p',
  range,
  path: '/product/*',
  signal: 'request_failed',
  affected: ['a1', 'a2', 'a3'].map((visitor, index) => ({
    session: `s${index + 1}`,
    profile: keyOf(visitor),
    at: start + HOUR,
    left: true,
  })),
}
const onStep: EvidenceQuestion = { ...question, path: null, signal: 'event:Chat Started' }
const group = {
  where: { step: 'Product', path: '/product/*', element: null },
  who: { 'device.type': 'mobile', visitor: 'new' },
}

const queries: Record<string, Sql> = {
  verbatims: verbatimsSql(question),
  'verbatims-of-step': verbatimsSql(onStep),
  vitals: vitalsSql(question),
  'vitals-custom-event': vitalsSql(onStep),
  requests: requestsSql(question),
  'newer-events': newerEventsSql('p', range, 7),
  'visits-to-place': visitsToPlaceSql('p', range, group),
}

describe('the SQL of evidence', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    await store.write(rows)
  })
  afterAll(() => store.close())

  it.each(Object.keys(queries))('%s', async (name) => {
    const query = queries[name] as Sql
    await expect(`${query.compile().query}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `evidence-${name}.sql`),
    )
    await store.analytics.command(query, { name })
  })

  it('verbatims are of the affected, until a week after it ended, or of surveys on the page', async () => {
    const found = await readVerbatims(store.analytics, question)
    expect(found.map(({ profile, ms, ...row }) => row)).toEqual([
      { words: 'Days later', score: 1, metric: 'rating', low: 1, theirs: 1, here: 0 },
      { words: 'It never loads', score: 3, metric: 'nps', low: 1, theirs: 1, here: 1 },
      { words: 'Pretty page', score: null, metric: '', low: 0, theirs: 0, here: 1 },
    ])
    const ofStep = await readVerbatims(store.analytics, onStep)
    expect(ofStep.map(({ words }) => words)).toEqual(['Days later', 'It never loads'])
  })

  it('vitals compare the affected with those who never met it, by the last word of each view', async () => {
    expect(await readVitals(store.analytics, question)).toEqual([
      { metric: 'LCP', affected: 5000, others: 1000 },
      { metric: 'INP', affected: null, others: null },
    ])
  })

  it('requests are those of affected sessions on the page', async () => {
    expect(await readRequests(store.analytics, question)).toEqual([
      { url: '/api/price', status: '500', sessions: 3 },
      { url: '/api/stock', status: '0', sessions: 1 },
    ])
  })

  it('news are events of the range with a later number', async () => {
    expect(await hasNewerEvents(store.analytics, 'p', range, 0)).toBe(true)
    expect(await hasNewerEvents(store.analytics, 'p', range, rows.length)).toBe(false)
    expect(await hasNewerEvents(store.analytics, 'other', range, 0)).toBe(false)
    const later = { from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z' }
    expect(await hasNewerEvents(store.analytics, 'p', later, 0)).toBe(false)
  })

  it('visits to a place are those of the group, as far as events tell it', async () => {
    expect(await countVisitsToPlace(store.analytics, 'p', range, group)).toBe(2)
    expect(await countVisitsToPlace(store.analytics, 'p', range, { ...group, who: {} })).toBe(10)
  })
})

const said = (visitor: string, event: string, ts: number, properties: object, more: Partial<EventRow> = {}) =>
  eventRow({ anonymous_id: visitor, event, ts, properties: JSON.stringify(properties), ...more })

const failed = (visitor: string, session: string, url: string, status: number, path: string) =>
  said(visitor, 'Request Failed', start + HOUR, { url, status, path }, { session_id: session, path })

const measured = (visitor: string, session: string, metric: string, value: number, view: string) =>
  said(
    visitor,
    'Web Vital Measured',
    start + HOUR,
    { metric, value, path: '/product/a', view_id: view },
    { session_id: session, path: '/cart' },
  )

const rows: EventRow[] = [
  said(
    'a1',
    'Survey Answered',
    start + 2 * HOUR,
    { metric: 'nps', score: 3, comment: ' It never loads ' },
    { path: '/product/a' },
  ),
  said('a2', 'Review Received', start + 10 * DAY, { rating: 1, text: 'Days later' }),
  said('a2', 'Review Received', start + 20 * DAY, { rating: 1, text: 'Weeks later' }),
  said('b1', 'Survey Answered', start + DAY, { comment: 'Pretty page' }, { path: '/product/b' }),
  said('b1', 'Survey Answered', start + DAY, { comment: 'Elsewhere' }, { path: '/cart' }),
  said('b1', 'Review Received', start + DAY, { text: 'Of another' }, { path: '/product/b' }),
  said('a3', 'Survey Answered', start + DAY, { score: 2 }, { path: '/product/b' }),
  failed('a1', 's1', '/api/price', 500, '/product/a'),
  failed('a1', 's1', '/api/price', 500, '/product/a'),
  failed('a2', 's2', '/api/price', 500, '/product/b'),
  failed('a3', 's3', '/api/price', 500, '/product/b'),
  failed('a3', 's3', '/api/stock', 0, '/product/b'),
  failed('a1', 's1', '/api/pay', 500, '/checkout'),
  failed('a1', 's9', '/api/pay', 502, '/product/a'),
  failed('b1', 's8', '/api/price', 500, '/product/a'),
  ...Array.from({ length: 12 }, (_, index) => [
    measured('a1', 's1', 'LCP', 400, `v${index}`),
    measured('a1', 's1', 'LCP', 5000, `v${index}`),
    measured(`c${index}`, `o${index}`, 'lcp', 1000, `w${index}`),
    // Met it too, though it is not among those known by name.
    measured('b1', 's8', 'LCP', 9000, `x${index}`),
  ]).flat(),
  measured('a1', 's1', 'INP', 100, 'v1'),
  ...['d1', 'd2'].map((visitor) =>
    said(
      visitor,
      'Product Viewed',
      start + DAY,
      {},
      { session_id: `v-${visitor}`, path: '/product/c', device_type: 'mobile' },
    ),
  ),
]
