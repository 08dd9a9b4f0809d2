import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FunnelRequest } from '@throughline/contract/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportFunnel } from './funnel-report.ts'

interface PeerFunnel {
  readonly name: string
  readonly order: NonNullable<FunnelRequest['order']>
  readonly steps: readonly string[]
  readonly window_s: number
  readonly exclusions?: readonly { event: string; from_step: number; to_step: number }[]
  readonly users: Readonly<Record<string, readonly { event: string; timestamp: string }[]>>
  readonly expect: {
    readonly counts: readonly number[]
    readonly avg_s?: readonly (number | null)[]
    readonly median_s?: readonly (number | null)[]
  }
}

const file = join(import.meta.dirname, '../../../../../../../shared/data/peer-cases/funnels.json')
const segments = { condition: () => Promise.reject(new Error('no segments here')) }

describe('funnels as other products count them', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  it('gives the numbers of every peer case', async (ctx) => {
    if (!existsSync(file)) {
      console.warn('The peer cases are not here: other products’ funnels are not compared.')
      return ctx.skip()
    }
    const { funnels } = JSON.parse(readFileSync(file, 'utf8')) as { funnels: PeerFunnel[] }
    for (const peer of funnels) {
      const times = Object.values(peer.users)
        .flat()
        .map(({ timestamp }) => Date.parse(timestamp))
      await store.write(
        Object.entries(peer.users).flatMap(([user, events]) =>
          events.map(({ event, timestamp }) =>
            eventRow({ project_id: peer.name, user_id: user, event, ts: Date.parse(timestamp) }),
          ),
        ),
      )
      const { steps } = await reportFunnel({ analytics: store.analytics, segments }, peer.name, {
        from: new Date(Math.min(...times)).toISOString(),
        to: new Date(Math.max(...times) + 86_400_000).toISOString(),
        steps: peer.steps.map((event) => ({ event })),
        order: peer.order,
        windowSeconds: peer.window_s,
        exclusions: (peer.exclusions ?? []).map(({ event, from_step, to_step }) => ({
          event,
          afterStep: from_step + 1,
          beforeStep: to_step + 1,
        })),
      })
      expect(
        steps.map(({ count }) => count),
        peer.name,
      ).toEqual(peer.expect.counts)
      const { avg_s, median_s } = peer.expect
      if (avg_s)
        expect(
          steps.map(({ averageSeconds }) => averageSeconds),
          peer.name,
        ).toEqual(avg_s)
      if (median_s)
        expect(
          steps.map(({ medianSeconds }) => medianSeconds),
          peer.name,
        ).toEqual(median_s)
    }
  })

  // Letters are events, an hour apart; the numbers are those that PostHog's tests hold.
  const gapped = ['S P x V x I x Q', 'S P V x I x Q', 'S x P V I x Q']
  const five = ['S', 'P', 'V', 'I', 'Q']
  const gap = (afterStep: number, beforeStep: number) => ({
    exclusions: [{ event: 'x', afterStep, beforeStep }],
  })
  it.each<[string, string[], string[], Partial<FunnelRequest>, number[]]>([
    [
      'steps that repeat',
      ['S', 'S P', 'S P b P', 'S P b P P b', 'S P P P P'],
      ['S', 'P', 'P', 'P', 'P'],
      {},
      [5, 4, 3, 2, 1],
    ],
    [
      'steps that repeat, with views before the first',
      ['S', 'S P', 'P S b P', 'b P b P S P', 'S P b P P P', 'P b P P P'],
      ['S', 'P', 'P', 'P', 'P'],
      {},
      [5, 4, 1, 1, 1],
    ],
    ['an exclusion after step 1', gapped, five, gap(1, 2), [2, 2, 2, 2, 2]],
    ['an exclusion after step 2', gapped, five, gap(2, 3), [2, 2, 2, 2, 2]],
    ['an exclusion after step 3', gapped, five, gap(3, 4), [1, 1, 1, 1, 1]],
    ['an exclusion after step 4', gapped, five, gap(4, 5), [0, 0, 0, 0, 0]],
    ['an exclusion over two gaps', gapped, five, gap(2, 4), [1, 1, 1, 1, 1]],
    [
      'an exclusion when all is done already, in any order',
      ['S P V x V'],
      ['S', 'P', 'V'],
      { order: 'unordered', ...gap(1, 3) },
      [1, 1, 1],
    ],
    [
      'any order',
      ['S', 'P C', 'S P b V', 'V C S', 'P S C V', 'b V', 'P b', 'V P'],
      ['S', 'P', 'V', 'C'],
      { order: 'unordered' },
      [8, 5, 3, 1],
    ],
  ])('counts %s as they do', async (name, histories, steps, rest, counts) => {
    const start = Date.UTC(2021, 4, 1)
    await store.write(
      histories.flatMap((history, person) =>
        history
          .split(' ')
          .map((event, hour) =>
            eventRow({ project_id: name, user_id: `u${person}`, event, ts: start + hour * 3_600_000 }),
          ),
      ),
    )
    const report = await reportFunnel({ analytics: store.analytics, segments }, name, {
      from: '2021-05-01T00:00:00Z',
      to: '2021-05-02T00:00:00Z',
      steps: steps.map((event) => ({ event })),
      ...rest,
    })
    expect(report.steps.map(({ count }) => count)).toEqual(counts)
  })

  it('takes the first of two ways through steps in any order', async () => {
    const at = (event: string, day: number, hour: number) =>
      eventRow({ project_id: 'ways', user_id: 'c', event, ts: Date.UTC(2021, 4, day, hour) })
    const other = eventRow({ project_id: 'ways', user_id: 'b', event: 'P', ts: Date.UTC(2021, 4, 2) })
    await store.write([
      other,
      { ...other, message_id: 'second', event: 'S', ts: Date.UTC(2021, 4, 2, 1) },
      ...[at('V', 2, 0), at('S', 2, 2), at('P', 2, 4), at('P', 3, 0), at('V', 3, 3), at('S', 3, 6)],
    ])
    const { steps } = await reportFunnel({ analytics: store.analytics, segments }, 'ways', {
      from: '2021-05-01T00:00:00Z',
      to: '2021-05-08T00:00:00Z',
      steps: [{ event: 'S' }, { event: 'P' }, { event: 'V' }],
      order: 'unordered',
      windowSeconds: 86_400,
    })
    expect(steps.map(({ averageSeconds }) => averageSeconds)).toEqual([null, 5400, 7200])
  })
})
