import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 2, day, hour)).toISOString()
const page = (userId: string, day: number, hour = 12) => ({ type: 'page', userId, timestamp: at(day, hour) })
const order = (userId: string, day: number, orderId: string, revenue: number, currency = 'EUR') => ({
  type: 'track',
  event: 'Order Completed',
  userId,
  timestamp: at(day),
  properties: { order_id: orderId, revenue, currency },
})

describe('the overview', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await startTestApp()
    await app.request('POST', '/v1/batch', {
      writeKey: app.writeKey,
      batch: [
        page('ada', 1),
        order('ada', 1, 'o0', 5),
        page('ada', 3),
        page('ada', 3, 20),
        page('bob', 3),
        page('cyd', 4),
        page('dot', 35, 14),
        page('dot', 36, 4),
        page('eve', 36, 13),
        page('eve', 36, 20),
        order('ada', 3, 'o1', 10.5),
        order('ada', 4, 'o2', 20),
        order('bob', 4, 'o3', 7, 'USD'),
        order('cyd', 4, 'o4', 99),
        {
          type: 'track',
          event: 'Order Cancelled',
          userId: 'cyd',
          timestamp: at(9),
          properties: { order_id: 'o4' },
        },
        {
          type: 'track',
          event: 'Order Refunded',
          userId: 'ada',
          timestamp: at(9),
          properties: { order_id: 'o2', revenue: 5 },
        },
      ],
    })
  })
  afterAll(() => app.close())

  const ask = (query: string) => app.request('GET', `/api/v1/overview?${query}`)

  it('counts people, visits, orders and money of a period and of the one before', async () => {
    const answer = await ask('from=2026-03-03T00:00:00Z&to=2026-03-05T00:00:00Z&interval=day')
    expect(answer.statusCode, app.logged()).toBe(200)
    const { figures, previous, buckets, course, previousCourse } = answer.json()
    expect(buckets).toEqual(['2026-03-03', '2026-03-04'])
    expect(figures).toMatchObject({
      people: 3,
      sessions: 6,
      orders: 3,
      buyers: 2,
      revenue: [
        { currency: 'EUR', total: '25.5' },
        { currency: 'USD', total: '7' },
      ],
    })
    expect(figures.conversion.estimate).toBeCloseTo(2 / 3, 12)
    expect(figures.conversion.low).toBeLessThan(2 / 3)
    expect(course).toEqual({
      people: [2, 3],
      sessions: [3, 3],
      orders: [1, 2],
      buyers: [1, 2],
      revenue: [10.5, 15],
    })
    expect(previous).toMatchObject({ people: 1, orders: 1, revenue: [{ currency: 'EUR', total: '5' }] })
    expect(previousCourse.revenue).toEqual([5, 0])
  })

  it.each([
    [
      'a week that both share',
      'interval=week',
      ['2026-03-02T00:00:00Z', '2026-03-04T00:00:00Z', '2026-03-06T00:00:00Z'],
    ],
    [
      'hours of a clock that went back by half an hour',
      'interval=hour&timezone=Australia/Lord_Howe',
      ['2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', '2026-04-06T13:30:00Z'],
    ],
  ])('says of the period before what it says of it alone: %s', async (_, cut, [since, from, to]) => {
    const both = (await ask(`from=${from}&to=${to}&${cut}`)).json()
    const alone = (await ask(`from=${since}&to=${from}&${cut}`)).json()
    expect(both.figures.people).toBeGreaterThan(0)
    expect(both.previous.people).toBeGreaterThan(0)
    expect([both.previous, both.previousCourse]).toEqual([alone.figures, alone.course])
  })

  it('says nothing of nobody', async () => {
    const answer = await ask('from=2025-03-03T00:00:00Z&to=2025-03-04T00:00:00Z&interval=hour')
    expect(answer.json().figures).toEqual({
      people: 0,
      sessions: 0,
      orders: 0,
      buyers: 0,
      revenue: [],
      conversion: null,
    })
    expect(answer.json().course.people).toHaveLength(24)
  })

  it('names what is wrong', async () => {
    const backwards = await ask('from=2026-03-05T00:00:00Z&to=2026-03-03T00:00:00Z&interval=day')
    expect(backwards.statusCode).toBe(400)
    expect(backwards.json()).toMatchObject({ code: 'invalid' })
    expect(
      (await ask('from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z&interval=day&segment=nobody')).statusCode,
    ).toBe(404)
  })
})
