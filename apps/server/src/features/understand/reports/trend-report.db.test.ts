import type { TrendRequest } from '@throughline/contract/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportTrend } from './trend-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const days = { from: '2026-01-01T00:00:00Z', to: '2026-01-04T00:00:00Z', interval: 'day' } as const

describe('the trend report', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    const bought = (user: string, at: string, properties: object, more: object = {}) =>
      eventRow({
        project_id: 'shop',
        user_id: user,
        event: 'Order Completed',
        ts: Date.parse(at),
        properties: JSON.stringify(properties),
        ...more,
      })
    await store.write([
      bought('a', '2025-12-31T10:00:00Z', { revenue: 7 }),
      bought('a', '2026-01-01T00:00:00Z', { revenue: 10.1, coupon: 'A' }, { country: 'DE' }),
      bought('a', '2026-01-01T09:00:00Z', { revenue: '20.2', coupon: 'A' }, { country: 'DE' }),
      bought('b', '2026-01-03T10:00:00Z', { revenue: 30, coupon: 'B' }, { country: 'FR' }),
      bought('a', '2026-01-03T11:00:00Z', { revenue: 'free', coupon: null }, { country: 'DE' }),
      bought('c', '2026-01-03T12:00:00Z', { revenue: true, coupon: 'C' }),
      bought('c', '2026-01-04T00:00:00Z', { revenue: 1000 }),
    ])
  })
  afterAll(() => store.close())

  const report = (request: TrendRequest, projectId = 'shop') =>
    reportTrend({ analytics: store.analytics, segments }, projectId, request)
  const one = async (series: TrendRequest['series'][number]) => {
    const { series: [answer] = [] } = await report({ ...days, series: [series] })
    return answer && { values: answer.values, total: answer.total }
  }

  it('measures bucket by bucket, and over the whole range', async () => {
    const event = 'Order Completed'
    const property = 'revenue'
    expect(await one({ event, measure: 'count' })).toEqual({ values: [2, 0, 3], total: 5 })
    expect(await one({ event, measure: 'people' })).toEqual({ values: [1, 0, 3], total: 3 })
    expect(await one({ event, measure: 'sum', property })).toEqual({ values: [30.3, 0, 30], total: 60.3 })
    expect(await one({ event, measure: 'average', property })).toEqual({
      values: [15.15, null, 30],
      total: 20.1,
    })
    expect(await one({ event, measure: 'p50', property })).toEqual({ values: [15.15, null, 30], total: 20.2 })
    expect(await one({ event, measure: 'p75', property })).toEqual({
      values: [17.675, null, 30],
      total: 25.1,
    })
    expect(await one({ event, measure: 'perPerson' })).toEqual({
      values: [2, null, 1],
      total: 1.66666666666667,
    })
    expect(await one({ event, measure: 'perPerson', property })).toEqual({
      values: [30.3, null, 10],
      total: 20.1,
    })
    expect(await one({ event: 'Never', measure: 'sum', property })).toEqual({ values: [0, 0, 0], total: 0 })
    expect(await one({ event: 'Never', measure: 'p99', property })).toEqual({
      values: [null, null, null],
      total: null,
    })
  })

  it('breaks down by a property, the most frequent first and the rest together', async () => {
    const series = [{ event: 'Order Completed', measure: 'people' as const }]
    const { series: [all] = [] } = await report({ ...days, series, breakdown: { property: 'coupon' } })
    expect(all?.breakdown).toEqual([
      { value: 'A', values: [1, 0, 0], total: 1 },
      { value: 'B', values: [0, 0, 1], total: 1 },
      { value: 'C', values: [0, 0, 1], total: 1 },
      { value: null, values: [0, 0, 1], total: 1 },
    ])
    const { series: [few] = [] } = await report({
      ...days,
      series,
      breakdown: { property: 'country', limit: 1 },
    })
    expect(few?.breakdown).toEqual([
      { value: 'DE', values: [1, 0, 1], total: 1 },
      { value: 'other', other: true, values: [0, 0, 2], total: 2 },
    ])
  })

  it('computes a formula bucket by bucket and from the totals', async () => {
    const { formula } = await report({
      ...days,
      series: [
        { event: 'Order Completed', measure: 'sum', property: 'revenue' },
        { event: 'Order Completed', measure: 'people' },
      ],
      formula: 'A / B',
    })
    expect(formula).toEqual({ values: [30.3, null, 10], total: 20.1 })
  })

  it('compares with the days just before', async () => {
    const { previous } = await report({
      ...days,
      series: [{ event: 'Order Completed', measure: 'count' }],
      compare: 'previous',
    })
    expect(previous).toEqual({
      buckets: ['2025-12-29', '2025-12-30', '2025-12-31'],
      series: [{ event: 'Order Completed', measure: 'count', values: [0, 0, 1], total: 1 }],
    })
  })

  it('tells the two hours of a night when clocks go back apart', async () => {
    await store.write(
      ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T01:45:00Z'].map((at) =>
        eventRow({ project_id: 'night', ts: Date.parse(at) }),
      ),
    )
    const { buckets, series } = await report(
      {
        from: '2026-10-25T00:00:00Z',
        to: '2026-10-25T02:00:00Z',
        timezone: 'Europe/Berlin',
        interval: 'hour',
        series: [{ event: 'Page Viewed', measure: 'count' }],
      },
      'night',
    )
    expect(buckets).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00'])
    expect(series[0]?.values).toEqual([1, 2])
  })

  it.each([
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', [23, 24]],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z', [25, 24]],
    ['America/Santiago', '2026-09-06T04:00:00Z', '2026-09-08T03:00:00Z', [23, 24]],
    ['Asia/Kathmandu', '2026-01-01T18:15:00Z', '2026-01-03T18:15:00Z', [24, 24]],
  ])('gives days of %s their hours', async (timezone, from, to, hours) => {
    const projectId = `${timezone} ${from}`
    const first = Date.parse(from)
    const count = (Date.parse(to) - first) / 3_600_000
    await store.write(
      Array.from({ length: count }, (_, hour) =>
        eventRow({ project_id: projectId, ts: first + hour * 3_600_000 }),
      ),
    )
    const series = [{ event: 'Page Viewed', measure: 'count' as const }]
    const daily = await report({ from, to, timezone, interval: 'day', series }, projectId)
    expect(daily.series[0]?.values).toEqual(hours)
    const hourly = await report({ from, to, timezone, interval: 'hour', series }, projectId)
    expect(hourly.series[0]?.values).toEqual(Array.from({ length: count }, () => 1))
  })

  it('says what is wrong with a request, and where', async () => {
    const series = [{ event: 'Order Completed', measure: 'count' as const }]
    const refused = async (request: Partial<TrendRequest>) =>
      report({ ...days, series, ...request }).then(
        () => 'answered',
        (error) => `${error.code} ${error.details.field}`,
      )
    expect(await refused({ timezone: 'Mars/Olympus' })).toBe('invalid timezone')
    expect(await refused({ to: days.from })).toBe('invalid to')
    expect(await refused({ interval: 'hour', from: '2020-01-01T00:00:00Z' })).toBe('invalid from')
    expect(await refused({ formula: 'A / C' })).toBe('invalid formula')
    expect(await refused({ series: [{ event: 'A', measure: 'sum' }] })).toBe('invalid series[0].property')
    expect(await refused({ where: [{ property: 'a', operator: 'matches', value: '(' }] })).toBe(
      'invalid where[0].value',
    )
    expect(await refused({ where: [{ property: 'a', operator: 'between', value: [1] }] })).toBe(
      'invalid where[0].value',
    )
  })
})
