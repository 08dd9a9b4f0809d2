import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RetentionRequest } from '@throughline/contract/reports'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportRetention } from './retention-report.ts'

interface PeerRetention {
  readonly name: string
  readonly period: 'day' | 'week' | 'month'
  readonly week_start?: 'monday' | 'sunday'
  readonly start: string
  readonly intervals: number
  readonly events: readonly { user: string; event: string; timestamp: string }[]
  readonly expect: readonly (readonly number[])[]
}

const file = join(import.meta.dirname, '../../../../../../../shared/data/peer-cases/retention.json')
const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const DAY = 86_400_000

describe('the retention report', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const write = async (events: readonly { user: string; event: string; at: number }[]): Promise<string> => {
    const projectId = `retention-${++project}`
    await store.write(
      events.map(({ user, event, at }) => eventRow({ project_id: projectId, user_id: user, event, ts: at })),
    )
    return projectId
  }
  const report = (projectId: string, request: RetentionRequest) =>
    reportRetention({ analytics: store.analytics, segments }, projectId, request)

  it('gives the numbers of every peer case', async (ctx) => {
    if (!existsSync(file)) {
      console.warn('The peer cases are not here: other products’ retention is not compared.')
      return ctx.skip()
    }
    const { retention } = JSON.parse(readFileSync(file, 'utf8')) as { retention: PeerRetention[] }
    for (const peer of retention) {
      const projectId = await write(
        peer.events.map(({ user, event, timestamp }) => ({ user, event, at: Date.parse(timestamp) })),
      )
      const event = peer.events[0]?.event ?? ''
      const days = peer.intervals * (peer.period === 'week' ? 7 : 1)
      const { cohorts } = await report(projectId, {
        from: `${peer.start}T00:00:00Z`,
        to: new Date(Date.parse(peer.start) + days * DAY).toISOString(),
        cohort: { event },
        return: { event },
        period: peer.period,
        periods: peer.intervals - 1,
        ...(peer.week_start && { weekStartsOn: peer.week_start }),
      })
      expect(
        cohorts.map(({ counts }) => counts),
        peer.name,
      ).toEqual(peer.expect)
    }
  })

  it('comes to what its definition comes to, over random histories', async () => {
    const day = fc.integer({ min: -5, max: 12 })
    const histories = fc.array(
      fc.record({
        user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        event: fc.constantFrom('Began', 'Returned'),
        day,
      }),
      { minLength: 1, maxLength: 40 },
    )
    const requests = fc.record({
      firstTime: fc.boolean(),
      counting: fc.constantFrom('on' as const, 'onOrAfter' as const),
      periods: fc.integer({ min: 1, max: 12 }),
      same: fc.boolean(),
    })
    const from = Date.UTC(2026, 2, 25)
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(requests, { minLength: 4, maxLength: 4 }),
        async (history, asked) => {
          const projectId = await write(
            history.map(({ user, event, day }) => ({ user, event, at: from + day * DAY + 3_600_000 })),
          )
          for (const { firstTime, counting, periods, same } of asked) {
            const back = same ? 'Began' : 'Returned'
            const { cohorts } = await report(projectId, {
              from: new Date(from).toISOString(),
              to: new Date(from + 10 * DAY).toISOString(),
              cohort: { event: 'Began', firstTime },
              return: { event: back },
              period: 'day',
              periods,
              counting,
            })
            const daysOf = (user: string, event: string) =>
              history.filter((each) => each.user === user && each.event === event).map((each) => each.day)
            const inRange = (days: number[]) => [...new Set(days.filter((at) => at >= 0 && at < 10))]
            const expected = Array.from({ length: 10 }, (_, began) => {
              const people = ['a', 'b', 'c', 'd', 'e'].filter((user) => {
                const days = daysOf(user, 'Began')
                return firstTime ? Math.min(...days) === began : inRange(days).includes(began)
              })
              const columns = Array.from({ length: Math.min(periods, 9 - began) }, (_, index) => index + 1)
              const came = (later: number) =>
                people.filter((user) =>
                  inRange(daysOf(user, back)).some((at) =>
                    counting === 'on' ? at === began + later : at >= began + later,
                  ),
                ).length
              return [people.length, ...columns.map(came)]
            })
            expect(cohorts.map(({ counts }) => counts)).toEqual(expected)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  it('counts days by the local calendar where the clocks change', async () => {
    const projectId = await write([
      { user: 'a', event: 'Began', at: Date.parse('2026-03-28T22:59:59Z') },
      { user: 'b', event: 'Began', at: Date.parse('2026-03-28T23:00:00Z') },
      { user: 'b', event: 'Began', at: Date.parse('2026-03-29T22:00:00Z') },
    ])
    const { cohorts } = await report(projectId, {
      from: '2026-03-27T23:00:00Z',
      to: '2026-03-30T22:00:00Z',
      timezone: 'Europe/Berlin',
      cohort: { event: 'Began' },
      return: { event: 'Began' },
      period: 'day',
      periods: 2,
    })
    expect(cohorts).toEqual([
      { start: '2026-03-28', counts: [1, 0, 0] },
      { start: '2026-03-29', counts: [1, 1] },
      { start: '2026-03-30', counts: [1] },
    ])
  })

  it('starts weeks on Sunday where asked, and months on their first', async () => {
    const projectId = await write([
      { user: 'a', event: 'Began', at: Date.parse('2026-01-31T12:00:00Z') },
      { user: 'a', event: 'Began', at: Date.parse('2026-02-01T12:00:00Z') },
    ])
    const request = {
      from: '2026-01-26T00:00:00Z',
      to: '2026-02-09T00:00:00Z',
      cohort: { event: 'Began' },
      return: { event: 'Began' },
      periods: 5,
    } as const
    expect((await report(projectId, { ...request, period: 'week', weekStartsOn: 'sunday' })).cohorts).toEqual(
      [
        { start: '2026-01-25', counts: [1, 1, 0] },
        { start: '2026-02-01', counts: [1, 0] },
        { start: '2026-02-08', counts: [0] },
      ],
    )
    expect((await report(projectId, { ...request, period: 'week' })).cohorts[0]).toEqual({
      start: '2026-01-26',
      counts: [1, 0],
    })
    expect((await report(projectId, { ...request, period: 'month' })).cohorts).toEqual([
      { start: '2026-01-01', counts: [1, 1] },
      { start: '2026-02-01', counts: [1] },
    ])
  })
})
