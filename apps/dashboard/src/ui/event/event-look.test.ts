import type { EventView } from '@throughline/contract/event'
import { expect, it } from 'vitest'
import { eventLook } from './event-look.ts'

const look = (type: EventView['type'], event: string, properties: EventView['properties'] = {}) =>
  eventLook({
    messageId: 'm',
    type,
    event,
    timestamp: '2026-09-01T00:00:00.000Z',
    receivedAt: '2026-09-01T00:00:00.000Z',
    anonymousId: 'a',
    userId: null,
    profileId: 'p',
    sessionId: 's',
    channel: 'web',
    properties,
    context: {},
  })

it('says what happened, by the type of event', () => {
  expect(look('page', 'Lamp').words).toBe('Viewed Lamp')
  expect(look('page', 'page').words).toBe('Viewed a page')
  expect(look('screen', '').words).toBe('Opened a screen')
  expect(look('identify', 'identify').words).toBe('Was recognised')
  expect(look('identify', 'identify', { email: 1, name: 2, plan: 3, age: 4 }).words).toBe(
    'Gave email, name and 2 more',
  )
  expect(look('track', 'Song Played')).toEqual({ icon: 'tap', tone: 'ink', words: 'Song Played' })
})

it('shows money that came as a gain and trouble as a loss, however the name is written', () => {
  expect(look('track', 'Order Completed').tone).toBe('gain')
  expect(look('track', 'order_refunded')).toMatchObject({ icon: 'back', tone: 'loss' })
  expect(look('track', 'payment.failed').tone).toBe('loss')
  expect(look('track', 'Order Updated').tone).toBe('ink')
  expect(look('track', 'Web Vital Measured').tone).toBe('quiet')
})
