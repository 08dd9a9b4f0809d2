import type { RetentionRequest } from '@throughline/contract/reports'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportRetention } from './retention-report.ts'

interface Happened {
  readonly user: string
  readonly event: string
  readonly at: number
  readonly revenue?: unknown
}

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const HOUR = 3_600_000

describe('what cohorts bring', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const write = async (events: readonly Happened[]): Promise<string> => {
    const projectId = `sums-${++project}`
    await store.write(
      events.map(({ user, event, at, revenue }) =>
        eventRow({
          project_id: projectId,
          user_id: user,
          event,
          ts: at,
          properties: JSON.stringify({ revenue }),
        }),
      ),
    )
    return projectId
  }
  const report = async (projectId: string, request: RetentionRequest) =>
    (await reportRetention({ analytics: store.analytics, segments }, projectId, request)).cohorts
  const days = {
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-04T00:00:00Z',
    cohort: { event: 'Began' },
    return: { event: 'Bought' },
    period: 'day',
    periods: 3,
    value: { property: 'revenue' },
  } as const
  const day = (number: number, hour = 12): number => Date.UTC(2026, 0, number, hour)

  it('comes to what its definition comes to, over random histories of every kind', async () => {
    // Across the night in which Berlin's clocks go forward; some of it before the range, some after.
    const from = Date.parse('2026-03-24T23:00:00Z')
    const to = Date.parse('2026-04-03T22:00:00Z')
    const zone = 'Europe/Berlin'
    const users = ['a', 'b', 'c', 'd']
    const histories = fc.array(
      fc.record({
        user: fc.constantFrom(...users),
        event: fc.constantFrom('Began', 'Bought'),
        at: fc.integer({ min: -100, max: 280 }).map((hours) => from + hours * HOUR),
        revenue: fc.oneof(
          fc.integer({ min: -500, max: 99_999 }).map((cents) => cents / 100),
          fc.constantFrom('12.34', 'much', null, undefined),
        ),
      }),
      { minLength: 1, maxLength: 60 },
    )
    const requests = fc.record({
      firstTime: fc.boolean(),
      counting: fc.constantFrom('on' as const, 'onOrAfter' as const),
      periods: fc.integer({ min: 1, max: 12 }),
      same: fc.boolean(),
    })
    const dateOf = (at: number): string => new Date(at).toLocaleDateString('sv-SE', { timeZone: zone })
    const dates = Array.from({ length: 10 }, (_, index) => dateOf(from + HOUR + index * 24 * HOUR))
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(requests, { minLength: 4, maxLength: 4 }),
        async (history, asked) => {
          const projectId = await write(history)
          for (const { firstTime, counting, periods, same } of asked) {
            const back = same ? 'Began' : 'Bought'
            const request: RetentionRequest = {
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
              timezone: zone,
              cohort: { event: 'Began', firstTime },
              return: { event: back },
              period: 'day',
              periods,
              counting,
            }
            const cohorts = await report(projectId, { ...request, value: { property: 'revenue' } })
            const inRange = history.filter(({ at }) => at >= from && at < to)
            const expected = dates.map((began, index) => {
              const people = users.filter((user) => {
                const theirs = (firstTime ? history : inRange).filter(
                  (each) => each.user === user && each.event === 'Began',
                )
                const first = Math.min(...theirs.map(({ at }) => at))
                return firstTime
                  ? first >= from && dateOf(first) === began
                  : theirs.some(({ at }) => dateOf(at) === began)
              })
              return dates.slice(index, index + periods + 1).map((date) => {
                const cents = inRange
                  .filter(
                    ({ user, event, at }) => people.includes(user) && event === back && dateOf(at) === date,
                  )
                  .map(({ revenue }) => Math.round(Number(revenue ?? 0) * 100))
                return cents.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0) / 100
              })
            })
            expect(cohorts.map(({ sums }) => sums)).toEqual(expected)
            expect(cohorts.map(({ start, counts }) => ({ start, counts }))).toEqual(
              await report(projectId, request),
            )
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  it('are what came in the period, also where people are counted in a later one, too', async () => {
    const projectId = await write([
      { user: 'a', event: 'Bought', at: day(1, 9), revenue: 5 },
      { user: 'a', event: 'Began', at: day(1) },
      { user: 'a', event: 'Bought', at: day(3), revenue: '59.80' },
      { user: 'b', event: 'Bought', at: day(3), revenue: 1000 },
    ])
    const first = { start: '2026-01-01', counts: [1, 1, 1], sums: [5, 0, 59.8] }
    expect((await report(projectId, { ...days, counting: 'onOrAfter' }))[0]).toEqual(first)
    expect((await report(projectId, { ...days, counting: 'on' }))[0]).toEqual({ ...first, counts: [1, 0, 1] })
  })

  it('hold every cent of many prices', async () => {
    const prices = Array.from({ length: 1000 }, (_, index) => ({
      user: 'a',
      event: 'Bought',
      at: day(1),
      revenue: index === 0 ? 1e9 : 0.1,
    }))
    const projectId = await write([{ user: 'a', event: 'Began', at: day(1) }, ...prices])
    expect((await report(projectId, days))[0]?.sums).toEqual([1_000_000_099.9, 0, 0])
  })

  it('are not told where no number holds them', async () => {
    const projectId = await write([
      { user: 'a', event: 'Began', at: day(1) },
      { user: 'a', event: 'Bought', at: day(1), revenue: 1.7e308 },
      { user: 'a', event: 'Bought', at: day(1), revenue: 1.7e308 },
    ])
    expect((await report(projectId, days))[0]?.sums).toEqual([null, 0, 0])
  })

  it('are of a number, which a segment is not', async () => {
    const request = { ...days, value: { property: 'segment' } }
    await expect(report('nobody', request)).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'value.property' },
    })
  })

  it('are left out where nobody asks for them', async () => {
    const { value: _, ...plain } = days
    const projectId = await write([{ user: 'a', event: 'Began', at: day(3), revenue: 1 }])
    expect((await report(projectId, plain))[2]).toEqual({ start: '2026-01-03', counts: [1] })
  })
})
