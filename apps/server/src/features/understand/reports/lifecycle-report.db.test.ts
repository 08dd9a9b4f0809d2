import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { reportLifecycle } from './lifecycle-report.ts'

const segments = { condition: () => Promise.reject(new Error('no segments here')) }

describe('the lifecycle report', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    const active = (user: string, ...days: string[]) =>
      days.map((day) =>
        eventRow({ project_id: 'app', user_id: user, event: 'Opened', ts: Date.parse(`${day}T12:00Z`) }),
      )
    await store.write([
      ...active('steady', '2025-12-20', '2026-01-04', '2026-01-05', '2026-01-06', '2026-01-06'),
      ...active('once', '2026-01-05'),
      ...active('back', '2025-12-01', '2026-01-07'),
      ...active('gone', '2026-01-04'),
    ])
  })
  afterAll(() => store.close())

  it('tells newcomers, stayers, those who are back and those who left', async () => {
    const answer = await reportLifecycle({ analytics: store.analytics, segments }, 'app', {
      from: '2026-01-05T00:00:00Z',
      to: '2026-01-08T00:00:00Z',
      event: 'Opened',
      interval: 'day',
    })
    expect(answer).toEqual({
      buckets: ['2026-01-05', '2026-01-06', '2026-01-07'],
      new: [1, 0, 0],
      returning: [1, 1, 0],
      resurrecting: [0, 0, 1],
      dormant: [1, 1, 1],
    })
  })

  it('looks one bucket back where the buckets are weeks', async () => {
    const answer = await reportLifecycle({ analytics: store.analytics, segments }, 'app', {
      from: '2026-01-05T00:00:00Z',
      to: '2026-01-12T00:00:00Z',
      event: 'Opened',
      interval: 'week',
    })
    expect(answer).toEqual({
      buckets: ['2026-01-05'],
      new: [1],
      returning: [1],
      resurrecting: [1],
      dormant: [1],
    })
  })
})
