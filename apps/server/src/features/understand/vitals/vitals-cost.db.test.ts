import { vitalBandOf, vitalBands, vitalMetrics } from '@throughline/contract/vitals'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type NaiveEvent, naiveSessions, naiveVisit } from './naive-vitals.ts'
import { history, rowsOf } from './random-histories.ts'
import { reportVitalsCost } from './vitals-cost-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-05T00:00:00Z' }

describe('what speed costs', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const report = (projectId: string, request: { page?: string; conversion?: string } = {}) =>
    reportVitalsCost({ analytics: store.analytics, segments }, projectId, 'EUR', { ...range, ...request })

  it.each([
    ['sessions with ids', true],
    ['sessions by idle time', false],
  ])('comes to what a plain reading of random histories comes to: %s', async (_, withIds) => {
    const named = (events: readonly NaiveEvent[]) =>
      events.map((event) => (withIds ? { ...event, session: event.session || 's0' } : event))
    await fc.assert(
      fc.asyncProperty(history.map(named), async (events) => {
        const projectId = `cost-${++project}`
        await store.write(rowsOf(projectId, events))
        const visits = naiveSessions(events.filter(({ at }) => at < Date.parse(range.to))).map(naiveVisit)
        const answer = await report(projectId)
        expect(answer.sessions).toBe(visits.length)
        for (const cost of answer.metrics) {
          expect(
            cost.bands.map(({ band, sessions, bounce, conversion }) => [
              band,
              sessions,
              bounce?.count ?? 0,
              conversion?.count ?? 0,
            ]),
          ).toEqual(
            vitalBands.map((band) => {
              const own = visits.filter(({ speeds }) => {
                const speed = speeds.get(cost.metric)
                return speed !== undefined && vitalBandOf(cost.metric, speed) === band
              })
              return [
                band,
                own.length,
                own.filter(({ bounced }) => bounced).length,
                own.filter(({ converted }) => converted).length,
              ]
            }),
          )
        }
        const some = visits.filter(({ firstPath }) => firstPath === '/product/red')
        expect((await report(projectId, { page: '/product/*' })).sessions).toBe(some.length)
      }),
      { numRuns: 6 },
    )
  })

  it('tells the money of a session beside its speed, net of refunds, and what poor costs against good', async () => {
    const at = Date.parse(range.from)
    const visit = (index: number, lcp: number, buys: boolean) => {
      const row = (minute: number, said: Parameters<typeof eventRow>[0]) =>
        eventRow({
          project_id: 'money',
          user_id: `u${index}`,
          session_id: `s${index}`,
          ts: at + minute,
          ...said,
        })
      return [
        row(0, { type: 'page', event: 'Home', path: '/' }),
        row(1, {
          event: 'Web Vital Measured',
          path: '/',
          properties: JSON.stringify({ metric: 'LCP', value: lcp, path: '/' }),
        }),
        ...(buys
          ? [
              row(2, { type: 'page', event: 'Thanks', path: '/thanks' }),
              row(3, {
                event: 'Order Completed',
                properties: JSON.stringify({ order_id: `o${index}`, revenue: 50, currency: 'USD' }),
              }),
            ]
          : []),
        // A refund of half, a month later and outside of any session.
        ...(index === 0
          ? [
              row(31 * 86_400_000, {
                event: 'Order Refunded',
                session_id: '',
                properties: JSON.stringify({ order_id: 'o0', revenue: 25, currency: 'USD' }),
              }),
            ]
          : []),
      ]
    }
    const fast = Array.from({ length: 40 }, (_, index) => visit(index, 1000, index < 20))
    const slow = Array.from({ length: 40 }, (_, index) => visit(100 + index, 5000, index < 5))
    const middling = Array.from({ length: 5 }, (_, index) => visit(200 + index, 3000, true))
    await store.write([...fast, ...slow, ...middling].flat())

    const { currency, metrics, sessions } = await report('money')
    expect({ currency, sessions }).toEqual({ currency: 'USD', sessions: 85 })
    const lcp = metrics[0]
    expect(lcp?.measured).toBe(85)
    expect(lcp?.bands.map(({ bounce, conversion }) => [bounce?.count, conversion?.count])).toEqual([
      [20, 20],
      [0, 5],
      [35, 5],
    ])
    const [good, between, poor] = lcp?.bands ?? []
    // 19 orders of 50 and one of 25 in 40 sessions.
    expect(good?.money?.estimate).toBeCloseTo(24.375, 9)
    expect(good?.money?.low).toBeLessThan(20)
    expect(between?.money).toBeNull()
    expect(poor?.money?.estimate).toBeCloseTo(6.25, 9)
    // Newcombe's interval of 5/40 less 20/40.
    expect(lcp?.poorAgainstGood.conversion?.estimate).toBeCloseTo(-0.375, 9)
    expect(lcp?.poorAgainstGood.conversion?.high).toBeLessThan(-0.15)
    expect(metrics[1]).toMatchObject({ measured: 0, poorAgainstGood: { bounce: null, conversion: null } })
  })

  it('takes another event for the aim of a session', async () => {
    const { metrics, conversion } = await report('money', { conversion: 'Never' })
    expect(conversion).toBe('Never')
    expect(metrics[0]?.bands.map((band) => band.conversion?.count)).toEqual([0, 0, 0])
    expect(metrics.map(({ metric }) => metric)).toEqual([...vitalMetrics])
  })
})
