import type { EventView } from '@throughline/contract/event'
import { expect, it } from 'vitest'
import { aboutEvent } from './about-event.ts'

const about = (event: string, properties: EventView['properties']): string =>
  aboutEvent({
    messageId: 'm',
    type: 'track',
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

it('names the thing and its price', () => {
  expect(about('Product Added', { name: 'Lamp', price: 49.9, currency: 'EUR' })).toBe('Lamp · €49.90')
  expect(about('Order Completed', { order_id: 'o1', total: '12', currency: 'JPY' })).toBe('o1 · ¥12')
})

it('does not repeat the event, nor take what is no number for money', () => {
  expect(about('Lamp', { name: 'Lamp', path: '/lamp', price: 'free' })).toBe('/lamp')
  expect(about('Points Given', { total: 30 })).toBe('30')
})
