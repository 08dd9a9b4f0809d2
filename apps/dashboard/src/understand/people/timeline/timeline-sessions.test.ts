import type { EventView } from '@throughline/contract/event'
import { expect, it } from 'vitest'
import { timelineSessions } from './timeline-sessions.ts'

const event = (minute: number, sessionId: string, channel = 'web'): EventView => ({
  messageId: `m${minute}`,
  type: 'track',
  event: 'Product Viewed',
  timestamp: new Date(Date.UTC(2026, 8, 1, 12, minute)).toISOString(),
  receivedAt: '2026-09-01T13:00:00.000Z',
  anonymousId: 'a',
  userId: null,
  profileId: 'p',
  sessionId,
  channel,
  properties: {},
  context: {},
})

it('keeps the events of a session together, with its span and channels', () => {
  const sessions = timelineSessions([event(9, 'b'), event(8, 'b', 'email'), event(2, 'a'), event(1, 'a')])
  expect(sessions.map(({ from, to, channels, events }) => [from, to, channels, events.length])).toEqual([
    ['2026-09-01T12:08:00.000Z', '2026-09-01T12:09:00.000Z', ['web', 'email'], 2],
    ['2026-09-01T12:01:00.000Z', '2026-09-01T12:02:00.000Z', ['web'], 2],
  ])
})

it('tells sessions at the same time as they happened', () => {
  const sessions = timelineSessions([event(3, 'a'), event(2, 'store', ''), event(1, 'a')])
  expect(sessions.map(({ events }) => events[0]?.sessionId)).toEqual(['a', 'store', 'a'])
  expect(sessions[1]?.channels).toEqual([])
  expect(timelineSessions([])).toEqual([])
})
