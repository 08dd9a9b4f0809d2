import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-03T00:00:00Z', timezone: 'UTC' }

describe('reports over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    const sent = [
      { event: 'Product Viewed', timestamp: '2026-01-01T10:00:00Z' },
      {
        event: 'Order Completed',
        timestamp: '2026-01-01T10:05:00Z',
        properties: { revenue: 20, currency: 'EUR' },
      },
      { event: 'Product Viewed', timestamp: '2026-01-02T10:00:00Z' },
    ]
    await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      payload: {
        writeKey: app.writeKey,
        batch: sent.map((each) => ({ type: 'track', userId: 'u1', ...each })),
      },
    })
  })
  afterAll(() => app.close())

  const report = async (name: string, body: object) => {
    const answer = await app.request('POST', `/api/v1/reports/${name}`, { ...range, ...body })
    return { status: answer.statusCode, body: answer.json() }
  }

  it('takes a zone in any spelling, and none that is not one', async () => {
    const question = { interval: 'day', series: [{ event: '*', measure: 'count' }] }
    const spelled = await report('trend', { ...question, timezone: 'europe/berlin' })
    expect(spelled.status).toBe(200)
    expect(spelled.body).toEqual((await report('trend', { ...question, timezone: 'Europe/Berlin' })).body)
    const none = await report('trend', { ...question, timezone: 'Mars/Base' })
    expect(none).toMatchObject({ status: 400, body: { code: 'invalid', field: 'timezone' } })
  })

  it('answers each of them as the contract says', async () => {
    const funnel = await report('funnel', {
      steps: [{ event: 'Product Viewed' }, { event: 'Order Completed' }],
    })
    expect(funnel.body.steps).toEqual([
      {
        event: 'Product Viewed',
        count: 1,
        conversionFromFirst: 1,
        conversionFromPrevious: 1,
        averageSeconds: null,
        medianSeconds: null,
      },
      {
        event: 'Order Completed',
        count: 1,
        conversionFromFirst: 1,
        conversionFromPrevious: 1,
        averageSeconds: 300,
        medianSeconds: 300,
      },
    ])
    const trend = await report('trend', {
      interval: 'day',
      series: [{ event: 'Order Completed', measure: 'sum', property: 'revenue' }],
    })
    expect(trend.body).toEqual({
      buckets: ['2026-01-01', '2026-01-02'],
      series: [{ event: 'Order Completed', measure: 'sum', values: [20, 0], total: 20 }],
    })
    const retention = await report('retention', {
      cohort: { event: 'Product Viewed' },
      return: { event: 'Product Viewed' },
      period: 'day',
      periods: 1,
    })
    expect(retention.body.cohorts).toEqual([
      { start: '2026-01-01', counts: [1, 1] },
      { start: '2026-01-02', counts: [1] },
    ])
    const paths = await report('paths', { anchor: { direction: 'from', event: 'Product Viewed' } })
    expect(paths.body.edges).toHaveLength(1)
    const lifecycle = await report('lifecycle', { event: 'Product Viewed', interval: 'day' })
    expect(lifecycle.body).toMatchObject({ new: [1, 0], returning: [0, 1] })
  })

  it('gives a histogram of the time to convert, and groups of a breakdown', async () => {
    const { body } = await report('funnel', {
      steps: [{ event: 'Product Viewed' }, { event: 'Order Completed' }],
      histogram: { bins: 4 },
      breakdown: { property: 'revenue' },
    })
    expect(body.histogram).toEqual([{ fromSeconds: 300, toSeconds: 300, count: 1 }])
    expect(body.breakdown).toMatchObject([{ value: null, steps: [{ count: 1 }, { count: 1 }] }])
  })

  it.each([
    ['funnel', { steps: [{ event: 'A' }] }, 'steps'],
    ['funnel', { steps: [{ event: 'A' }, { event: 'B' }], windowSeconds: 0 }, 'windowSeconds'],
    [
      'funnel',
      { steps: [{ event: 'A' }, { event: 'B' }], exclusions: [{ event: 'X', afterStep: 2, beforeStep: 2 }] },
      'exclusions[0].afterStep',
    ],
    [
      'funnel',
      { steps: [{ event: 'A' }, { event: 'B' }], exclusions: [{ event: 'X', afterStep: 1, beforeStep: 3 }] },
      'exclusions[0].beforeStep',
    ],
    ['trend', { interval: 'day', series: [] }, 'series'],
    ['trend', { interval: 'fortnight', series: [{ event: 'A', measure: 'count' }] }, 'interval'],
    ['paths', { anchor: { direction: 'from', event: '*' } }, 'anchor.event'],
    ['lifecycle', { event: 'A', interval: 'day', timezone: 'nowhere' }, 'timezone'],
  ])('refuses a %s that makes no sense: %j', async (name, body, field) => {
    const answer = await report(name, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', field } })
  })

  it('names a field that it does not know', async () => {
    const { body } = await report('lifecycle', { event: 'A', interval: 'day', windowSecond: 5 })
    expect(body.detail).toBe('windowSecond: is not a field of this request.')
  })

  it('knows no segment that nobody made', async () => {
    const answer = await report('lifecycle', { event: 'A', interval: 'day', segment: 'nobody' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('asks who is asking', async () => {
    const answer = await app.http.inject({ method: 'POST', url: '/api/v1/reports/funnel', payload: {} })
    expect(answer.statusCode).toBe(401)
  })
})
