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
})
