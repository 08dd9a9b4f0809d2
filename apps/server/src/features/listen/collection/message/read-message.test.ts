import { expect, test } from 'vitest'
import { personKey } from '../../../../platform/events/person-key.ts'
import { type Delivery, readMessage } from './read-message.ts'
import { Rejection } from './rejection.ts'

const receivedAt = Date.UTC(2026, 5, 1, 12)
const delivery: Delivery = { projectId: 'p', receivedAt }

function row(message: object, more: Partial<Delivery> = {}) {
  const read = readMessage(message, { ...delivery, ...more })
  if (read instanceof Rejection) throw new Error(read.message)
  return read
}

function refusal(message: unknown, more: Partial<Delivery> = {}) {
  const read = readMessage(message, { ...delivery, ...more })
  return read instanceof Rejection ? read.message : undefined
}

test('a track message becomes a row', () => {
  const message = {
    type: 'track',
    event: ' Order Completed ',
    messageId: 'm1',
    userId: 7,
    anonymousId: 'a1',
    timestamp: '2026-06-01T11:00:00Z',
    properties: { revenue: 12.5, currency: 'EUR' },
    context: {
      sessionId: 1769854830,
      ip: '203.0.113.7',
      page: { url: 'https://shop.example/thanks', path: '/thanks', referrer: 'https://www.google.com/' },
      campaign: { source: 'google', medium: 'cpc', name: 'spring' },
      location: { country: 'de' },
      library: { name: 'analytics.js', version: 'next-1.84.3' },
    },
  }
  expect(row(message)).toEqual({
    project_id: 'p',
    message_id: 'm1',
    type: 'track',
    event: 'Order Completed',
    ts: Date.UTC(2026, 5, 1, 11),
    received_at: receivedAt,
    user_id: '7',
    anonymous_id: 'a1',
    email: '',
    phone: '',
    card: '',
    previous_id: '',
    group_id: '',
    person_key: personKey('p', { kind: 'user_id', value: '7' }),
    session_id: '1769854830',
    channel: 'web',
    arrival: 'paid_search',
    campaign_source: 'google',
    campaign_medium: 'cpc',
    campaign_name: 'spring',
    referrer: 'https://www.google.com/',
    device_type: '',
    browser: '',
    browser_version: '',
    os: '',
    os_version: '',
    country: 'DE',
    url: 'https://shop.example/thanks',
    path: '/thanks',
    properties: '{"revenue":12.5,"currency":"EUR"}',
    context: expect.not.stringContaining('203.0.113.7'),
  })
})

test('the type comes from the endpoint, else from the message', () => {
  expect(row({ type: 'identify', event: 'E', userId: 'u' }, { type: 'track' }).type).toBe('track')
  expect(refusal({ type: 'merge', userId: 'u' })).toBe(
    'type: must be one of track, page, screen, identify, group, alias.',
  )
  expect(refusal({ userId: 'u' })).toContain('type: ')
})

test('a page or a screen is named by its name, else by its type', () => {
  expect(row({ type: 'page', name: 'Home', category: 'Shop', anonymousId: 'a' })).toMatchObject({
    event: 'Home',
    properties: '{"name":"Home","category":"Shop"}',
  })
  expect(row({ type: 'screen', properties: { name: 'Cart' }, anonymousId: 'a' })).toMatchObject({
    event: 'Cart',
    properties: '{"name":"Cart"}',
  })
  expect(row({ type: 'page', anonymousId: 'a' }).event).toBe('page')
})

test('traits are the data of identify and group', () => {
  const identify = {
    type: 'identify',
    userId: 'u',
    traits: { email: ' Ann@X.com ', phone: '0049 30 12345', loyalty_card: 77 },
  }
  expect(row(identify)).toMatchObject({
    event: 'identify',
    email: 'ann@x.com',
    phone: '+493012345',
    card: '77',
    properties: JSON.stringify(identify.traits),
  })
  expect(row({ type: 'identify', userId: 'u', context: { traits: { plan: 'pro' } } }).properties).toBe(
    '{"plan":"pro"}',
  )
  expect(row({ type: 'group', groupId: 5, userId: 'u', traits: { email: 'office@acme.com' } })).toMatchObject(
    {
      group_id: '5',
      email: '',
      properties: '{"email":"office@acme.com"}',
    },
  )
})

test('an alias joins two identifiers', () => {
  expect(row({ type: 'alias', userId: 'u', previousId: 'a1' })).toMatchObject({
    user_id: 'u',
    previous_id: 'a1',
  })
  expect(row({ type: 'alias', userId: 'u', anonymousId: 'a1' })).toMatchObject({
    user_id: 'u',
    previous_id: 'a1',
  })
  expect(refusal({ type: 'alias', userId: 'u' })).toContain('previousId: is missing')
  expect(refusal({ type: 'alias', previousId: 'a1' })).toContain('userId: is missing')
})

test('identifiers come from traits of any message and from external ids, not from properties', () => {
  const external = [
    { id: 'Bob@X.com', type: 'email' },
    { id: '+49 30 55555', type: 'phone' },
    { id: 'c-1', type: 'loyalty_card' },
    null,
  ]
  expect(row({ type: 'track', event: 'E', context: { externalIds: external } })).toMatchObject({
    email: 'bob@x.com',
    phone: '+493055555',
    card: 'c-1',
    person_key: personKey('p', { kind: 'email', value: 'bob@x.com' }),
  })
  expect(row({ type: 'track', event: 'E', context: { traits: { email: 'a@b.c' } } }).email).toBe('a@b.c')
  expect(
    row({
      type: 'track',
      event: 'Gift Sent',
      userId: 'u',
      properties: { email: 'friend@b.c', card: 'visa' },
    }),
  ).toMatchObject({ email: '', card: '' })
  expect(row({ type: 'track', event: 'Item Scanned', properties: { loyalty_card: 'c-2' } }).card).toBe('c-2')
})

test('a message about nobody is refused', () => {
  const reason =
    'userId: or anonymousId is missing or is a placeholder; a message needs at least one identifier of its person.'
  expect(refusal({ type: 'track', event: 'E' })).toBe(reason)
  expect(refusal({ type: 'track', event: 'E', userId: 'undefined', anonymousId: '' })).toBe(reason)
})

test.each([
  [{ type: 'track', userId: 'u' }, 'event: is missing; a track message needs it.'],
  [{ type: 'track', userId: 'u', event: ' ' }, 'event: must not be empty.'],
  [{ type: 'track', userId: 'u', event: 5 }, 'event: must be text.'],
  [{ type: 'track', userId: 'u', event: 'x'.repeat(1001) }, 'event: must be at most 1000 characters.'],
  [{ type: 'page', userId: 'u', name: {} }, 'name: must be text.'],
  [{ type: 'group', userId: 'u' }, 'groupId: is missing or is a placeholder; a group message needs it.'],
  [{ type: 'track', event: 'E', userId: {} }, 'userId: must be text or a number.'],
  [{ type: 'track', event: 'E', userId: 'u', anonymousId: ['a'] }, 'anonymousId: must be text or a number.'],
  [{ type: 'track', event: 'E', userId: 'u', messageId: {} }, 'messageId: must be text.'],
  [
    { type: 'track', event: 'E', userId: 'u', messageId: 'x'.repeat(513) },
    'messageId: must be at most 512 characters.',
  ],
  [{ type: 'track', event: 'E', userId: 'u', properties: 'x' }, 'properties: must be an object.'],
  [{ type: 'track', event: 'E', userId: 'u', properties: [] }, 'properties: must be an object.'],
  [{ type: 'identify', userId: 'u', traits: 5 }, 'traits: must be an object.'],
  [{ type: 'track', event: 'E', userId: 'u', context: 'x' }, 'context: must be an object.'],
  [
    { type: 'track', event: 'E', userId: 'u', properties: { big: 'x'.repeat(525_000) } },
    'properties: is too large; a message may hold 524288 characters of JSON.',
  ],
  [
    { type: 'track', event: 'E', userId: 'u', context: { big: 'x'.repeat(525_000) } },
    'context: is too large; a message may hold 524288 characters of JSON.',
  ],
  ['text', 'message: must be an object.'],
  [null, 'message: must be an object.'],
  [[], 'message: must be an object.'],
])('%# is refused with field and reason', (message, reason) => {
  expect(refusal(message)).toBe(reason)
})

test('63 levels below the message are fine, more are not', () => {
  const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
  const message = (levels: number) => ({ type: 'track', event: 'E', userId: 'u', properties: nested(levels) })
  expect(refusal(message(63))).toBeUndefined()
  expect(refusal(message(64))).toBe('properties: must not be nested deeper than 64 levels.')
  expect(refusal(message(20_000))).toBe('properties: must not be nested deeper than 64 levels.')
})

test('a message without an id gets one of its own', () => {
  const first = row({ type: 'track', event: 'E', userId: 'u' }).message_id
  const second = row({ type: 'track', event: 'E', userId: 'u', messageId: null }).message_id
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
  expect(second).not.toBe(first)
})

test('fields that a context lacks come from its batch', () => {
  const shared = { context: { location: { country: 'FR' }, locale: 'fr' } }
  const message = { type: 'track', event: 'E', userId: 'u', context: { locale: 'de' } }
  expect(row(message, shared)).toMatchObject({
    country: 'FR',
    context: '{"location":{"country":"FR"},"locale":"de"}',
  })
})

test('names that objects inherit are data like others', () => {
  const message = JSON.parse(
    '{"type":"track","event":"__proto__","userId":"constructor","properties":{"__proto__":{"polluted":1},"constructor":2,"toJSON":3},"context":{"__proto__":{"userAgent":"x"}}}',
  )
  const read = row(message, { context: { locale: 'de' } })
  expect(read.user_id).toBe('constructor')
  expect(read.properties).toBe('{"__proto__":{"polluted":1},"constructor":2,"toJSON":3}')
  expect(read.context).toBe('{"locale":"de","__proto__":{"userAgent":"x"}}')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('the session is told by the context, else by the properties', () => {
  const message = { type: 'track', event: 'E', userId: 'u', properties: { session_id: 's2' } }
  expect(row(message).session_id).toBe('s2')
  expect(row({ ...message, context: { sessionId: 's1' } }).session_id).toBe('s1')
  expect(row({ ...message, context: { sessionId: {} } }).session_id).toBe('')
})
