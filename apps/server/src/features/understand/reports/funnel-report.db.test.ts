import type { Filter } from '@throughline/contract/filter'
import type { FunnelRequest } from '@throughline/contract/reports'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { type HistoryEvent, referenceFunnel } from './funnel-reference.ts'
import { reportFunnel } from './funnel-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }
const start = Date.UTC(2026, 0, 1)
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }

const letter = fc.constantFrom('A', 'B', 'C', 'X')
const history = fc.array(
  fc.record({
    event: letter,
    at: fc.integer({ min: 0, max: 12 }).map((s) => s * 1000),
    marked: fc.boolean(),
  }),
  { minLength: 1, maxLength: 9 },
)
const choice = fc.record(
  {
    event: fc.oneof({ weight: 9, arbitrary: letter }, { weight: 1, arbitrary: fc.constant('*') }),
    where: fc.constant<Filter[]>([{ property: 'marked', operator: 'equals', value: true }]),
  },
  { requiredKeys: ['event'] },
)

const funnel = fc
  .record({
    steps: fc.oneof(
      fc.array(choice, { minLength: 2, maxLength: 4 }),
      fc
        .shuffledSubarray(['A', 'B', 'C'], { minLength: 2 })
        .map((events) => events.map((event) => ({ event }))),
    ),
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'unordered' as const),
    windowSeconds: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    excluded: fc.array(fc.record({ event: fc.constantFrom('X', 'C'), gap: fc.nat(), width: fc.nat() }), {
      maxLength: 2,
    }),
  })
  .map(
    ({ steps, order, windowSeconds, excluded }): FunnelRequest => ({
      ...range,
      steps,
      order,
      ...(windowSeconds === undefined ? {} : { windowSeconds }),
      exclusions: excluded.map(({ event, gap, width }) => {
        const afterStep = 1 + (gap % (steps.length - 1))
        return { event, afterStep, beforeStep: afterStep + 1 + (width % (steps.length - afterStep)) }
      }),
    }),
  )

describe('the funnel report', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const write = async (histories: readonly (readonly HistoryEvent[])[]): Promise<string> => {
    const projectId = `funnel-${++project}`
    await store.write(
      histories.flatMap((events, person) =>
        events.map(({ event, at, marked }) =>
          eventRow({
            project_id: projectId,
            user_id: `u${person}`,
            event,
            ts: start + at,
            properties: JSON.stringify({ who: `u${person}`, marked }),
          }),
        ),
      ),
    )
    return projectId
  }

  it('comes to what its definition comes to, person by person', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 30, maxLength: 60 }),
        fc.array(funnel, { minLength: 6, maxLength: 6 }),
        async (histories, requests) => {
          const projectId = await write(histories)
          for (const request of requests) {
            const { steps, breakdown = [] } = await reportFunnel(
              { analytics: store.analytics, segments },
              projectId,
              {
                ...request,
                breakdown: { property: 'who', limit: 100 },
              },
            )
            const expected = histories.flatMap((events, person) => {
              const times = referenceFunnel(events, request)
              return times ? [{ value: `u${person}`, seconds: gaps(times) }] : []
            })
            const found = breakdown.map((group) => ({
              value: group.value,
              seconds: group.steps
                .filter(({ count }) => count > 0)
                .map(({ averageSeconds }) => averageSeconds),
            }))
            expect(new Map(found.map((each) => [each.value, each.seconds]))).toEqual(
              new Map(expected.map((each) => [each.value, each.seconds])),
            )
            expect(steps.map(({ count }) => count)).toEqual(
              request.steps.map(
                (_, index) => expected.filter(({ seconds }) => seconds.length > index).length,
              ),
            )
          }
        },
      ),
      { numRuns: 8 },
    )
  })
})

const gaps = (times: readonly number[]): (number | null)[] =>
  times.map((time, index) => (index === 0 ? null : (time - (times[index - 1] as number)) / 1000))
