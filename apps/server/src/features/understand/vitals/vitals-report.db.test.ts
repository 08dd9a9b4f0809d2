import { type VitalsRequest, vitalMetrics } from '@throughline/contract/vitals'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { lastWords, type NaiveEvent, naiveMetric, naiveP75 } from './naive-vitals.ts'
import { history, rowsOf } from './random-histories.ts'
import { reportVitals } from './vitals-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-05T00:00:00Z', interval: 'day' } as const
const DAY = 86_400_000

describe('the report of web vitals', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const write = async (events: readonly NaiveEvent[]): Promise<string> => {
    const projectId = `vitals-${++project}`
    await store.write(rowsOf(projectId, events))
    return projectId
  }
  const report = (projectId: string, request: Partial<VitalsRequest> = {}) =>
    reportVitals({ analytics: store.analytics, segments }, projectId, { ...range, ...request })

  it('comes to what a plain reading of random histories comes to', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const projectId = await write(events)
        const start = Date.parse(range.from)
        const inRange = events.filter(({ at }) => at < Date.parse(range.to))
        const measured = lastWords(inRange)
        const answer = await report(projectId, { by: 'page', limit: 2 })

        const plain = ({ metric, views, p75, bands }: (typeof answer.metrics)[number]) => ({
          metric,
          views,
          p75,
          bands: bands.length > 0 ? bands.map(({ count }) => count) : [0, 0, 0],
        })
        expect(answer.metrics.map(plain)).toEqual(
          vitalMetrics.map((metric) => near(naiveMetric(metric, measured))),
        )
        expect(answer.views).toBe(viewsOf(measured))

        expect(answer.buckets).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'])
        for (const { metric, views, p75 } of answer.course) {
          const days = [0, 1, 2, 3].map((day) =>
            measured.filter(
              (one) => one.metric === metric && Math.floor((one.event.at - start) / DAY) === day,
            ),
          )
          expect(views).toEqual(days.map((own) => own.length))
          expect(p75).toEqual(days.map((own) => nearP75(naiveP75(own.map(({ value }) => value)))))
        }

        const byPath = [...Map.groupBy(measured, ({ event }) => event.path)]
          .map(([value, own]) => ({ value, own }))
          .sort((a, b) => viewsOf(b.own) - viewsOf(a.own) || (a.value < b.value ? -1 : 1))
        const [first, second, ...rest] = byPath
        const named = [first, second].filter((group) => group !== undefined)
        const expected = [
          ...named,
          ...(rest.length > 0 ? [{ value: 'other', other: true, own: rest.flatMap(({ own }) => own) }] : []),
        ].map(({ own, ...group }) => ({
          ...group,
          views: viewsOf(own),
          metrics: vitalMetrics.map((metric) => near(naiveMetric(metric, own))),
        }))
        expect(answer.groups?.map((group) => ({ ...group, metrics: group.metrics.map(plain) }))).toEqual(
          expected,
        )
      }),
      { numRuns: 10 },
    )
  })

  it('names what slow views are put down to as a plain reading does', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const projectId = await write(events)
        const measured = lastWords(events.filter(({ at }) => at < Date.parse(range.to)))
        const { blame } = await report(projectId)
        const expected = vitalMetrics.flatMap((metric) => {
          const own = measured.filter((one) => one.metric === metric)
          const allSlow = own.filter(isSlow).length
          return (['element', 'script'] as const).flatMap((kind) => {
            const named = own.filter(({ event }) => event[kind] !== '')
            return [...Map.groupBy(named, ({ event }) => event[kind])].flatMap(([name, views]) => {
              const slow = views.filter(isSlow).length
              return slow === 0 ? [] : [{ metric, kind, name, views: views.length, slow, allSlow }]
            })
          })
        })
        const key = ({ metric, kind, name }: { metric: string; kind: string; name: string }) =>
          `${metric} ${kind} ${name}`
        const found = blame.map(({ metric, kind, name, views, slow }) => ({
          metric,
          kind,
          name,
          views,
          slow: slow.count,
          allSlow: slow.of,
        }))
        expect(found.sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(
          expected.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
        )
      }),
      { numRuns: 6 },
    )
  })

  it('takes the last word of a page view, and a later page’s path for none of it', async () => {
    const shift = (at: number, value: number, path: string): NaiveEvent => ({
      ...blank,
      at: Date.parse(range.from) + at,
      metric: 'CLS',
      value,
      view: 'v1',
      path,
    })
    const projectId = await write([shift(0, 0.02, '/a'), shift(1000, 0.3, '/a')])
    const { views, metrics } = await report(projectId, { page: '/a' })
    expect(views).toBe(1)
    expect(metrics.find(({ metric }) => metric === 'CLS')?.bands.map(({ count }) => count)).toEqual([0, 0, 1])
  })

  it('keeps to the pages of a pattern', async () => {
    const at = Date.parse(range.from)
    const paths = ['/product/red', '/product/a/b', '/product', '/products/x', '/product/']
    const projectId = await write(paths.map((path, index) => ({ ...blank, at: at + index, path })))
    const viewsFor = async (page: string) => (await report(projectId, { page })).views
    expect(await viewsFor('/product/*')).toBe(2)
    expect(await viewsFor('/product')).toBe(1)
    expect(await viewsFor('/product/*/b')).toBe(1)
    expect(await viewsFor('/p.oduct')).toBe(0)
    expect(await viewsFor('/p.oduct/*')).toBe(0)
  })

  it('says that too few views tell nothing, and nothing of none', async () => {
    const at = Date.parse(range.from)
    const some = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...blank, at: at + index, value: index * 100 }))
    const few = await report(await write(some(15)))
    expect(few.metrics[0]).toMatchObject({ metric: 'LCP', views: 15, p75: null })
    const enough = await report(await write(some(16)))
    expect(enough.metrics[0]?.p75).toEqual({ estimate: 1125, low: 800, high: 1500 })
    const none = await report('nobody')
    expect(none).toMatchObject({ views: 0, blame: [] })
    expect(none.metrics.map(({ views, p75, bands }) => [views, p75, bands])).toEqual(
      vitalMetrics.map(() => [0, null, []]),
    )
  })

  it('says what is wrong with a request, and where', async () => {
    await expect(report('p', { timezone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'timezone' },
    })
    await expect(report('p', { to: range.from })).rejects.toMatchObject({ details: { field: 'to' } })
  })
})

const blank: NaiveEvent = {
  person: 'u1',
  session: 's1',
  at: 0,
  kind: 'vital',
  path: '/',
  device: 'mobile',
  metric: 'LCP',
  value: 1000,
  view: '',
  element: '',
  script: '',
  revenue: 0,
}

type Word = ReturnType<typeof lastWords>[number]

const isSlow = ({ metric, value }: Word): boolean =>
  naiveMetric(metric, [{ metric, value, event: blank }]).bands[0] === 0

/** Those of the metric that most of them measured. */
const viewsOf = (measured: readonly Word[]): number =>
  Math.max(0, ...[...Map.groupBy(measured, ({ metric }) => metric).values()].map((own) => own.length))

const nearP75 = (p75: ReturnType<typeof naiveP75>) =>
  p75 && {
    estimate: expect.closeTo(p75.estimate, 6),
    low: expect.closeTo(p75.low, 6),
    high: expect.closeTo(p75.high, 6),
  }

const near = (one: ReturnType<typeof naiveMetric>) => ({ ...one, p75: nearP75(one.p75) })
