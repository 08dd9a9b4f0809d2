import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { eventQueries } from './event-queries.ts'

const start = Date.UTC(2026, 0, 1)

describe('the export of events', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    const of = (user_id: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        eventRow({
          project_id: 'export',
          message_id: `${user_id}-${index}`,
          user_id,
          session_id: 's',
          // Some at one moment, so that only the arrival tells them apart.
          ts: start + Math.floor(index / 3) * 1000,
          event: index % 10 === 0 ? 'Rare' : 'Frequent',
        }),
      )
    await store.write(of('busy', 25_000))
    await store.write(Array.from({ length: 300 }, (_, index) => of(`u${index}`, 5)).flat())
  }, 120_000)
  afterAll(() => store.close())

  const exported = async (choice: { event?: string; to?: string }) => {
    const sizes: number[] = []
    const ids: string[] = []
    for await (const page of eventQueries(store.analytics).all('export', choice)) {
      sizes.push(page.length)
      ids.push(...page.map(({ messageId }) => messageId))
    }
    return { ids, largest: Math.max(0, ...sizes) }
  }

  it('gives each event once, however many one person has, and holds few at a time', async () => {
    const { ids, largest } = await exported({})
    expect(ids).toHaveLength(26_500)
    expect(new Set(ids).size).toBe(26_500)
    expect(largest).toBeLessThanOrEqual(10_000)
    expect(ids.filter((id) => id.startsWith('busy-')).map((id) => Number(id.slice(5)))).toEqual(
      Array.from({ length: 25_000 }, (_, index) => index),
    )
  })

  it('leaves out what is not asked for', async () => {
    expect((await exported({ event: 'Rare' })).ids).toHaveLength(2_500 + 300)
    expect((await exported({ to: '2026-01-01T00:00:01Z' })).ids).toHaveLength(3 * 301)
    expect((await exported({ event: 'Never' })).ids).toHaveLength(0)
  })
})
