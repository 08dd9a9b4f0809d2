import type { EventView } from '@throughline/contract/event'
import { expect, it } from 'vitest'
import { addArrivals, noArrivals, rowsKept } from './arrivals.ts'

const event = (messageId: string): EventView => ({
  messageId,
  type: 'track',
  event: 'Product Viewed',
  timestamp: '2026-09-01T00:00:00.000Z',
  receivedAt: '2026-09-01T00:00:00.000Z',
  anonymousId: 'a',
  userId: null,
  profileId: 'p',
  sessionId: 's',
  channel: 'web',
  properties: {},
  context: {},
})

it('puts what arrived on top and shows each event once', () => {
  const first = addArrivals(noArrivals, [event('2'), event('1')], false)
  const next = addArrivals(first, [event('3'), event('2')], false)
  expect(next.events.map(({ messageId }) => messageId)).toEqual(['3', '2', '1'])
})

it('keeps no more than a page can hold', () => {
  const many = Array.from({ length: rowsKept + 20 }, (_, index) => event(String(index)))
  expect(addArrivals(noArrivals, many, false).events).toHaveLength(rowsKept)
})

it('says that some were left out, though not of those before the page was opened', () => {
  const first = addArrivals(noArrivals, [event('1')], true)
  expect(first.skipped).toBe(false)
  expect(addArrivals(first, [event('2')], true).skipped).toBe(true)
})

it('forgets a problem once something was answered', () => {
  const failed = { ...noArrivals, problem: new Error('gone') }
  expect(addArrivals(failed, [], false)).toMatchObject({ started: true, problem: undefined })
})
