import { expect, test } from 'vitest'
import { channelOf } from './channel.ts'
import { readDevice } from './device.ts'

const channel = (
  context: Record<string, unknown>,
  message: Record<string, unknown> = {},
  type: 'track' | 'page' | 'screen' = 'track',
) =>
  channelOf(
    type,
    message,
    (message.properties ?? {}) as Record<string, unknown>,
    context,
    readDevice(context, undefined),
  )

test('what the sender says, if it is a channel of ours', () => {
  expect(channel({}, { properties: { channel: 'Store' } })).toBe('store')
  expect(channel({ channel: 'phone' })).toBe('phone')
  expect(channel({}, { channel: 'chat' })).toBe('chat')
  expect(channel({ page: {} }, { properties: { channel: 'google' } })).toBe('web')
})

test.each([
  ['analytics.js', 'web'],
  ['RudderLabs JavaScript SDK', 'web'],
  ['analytics-ios', 'ios'],
  ['analytics-swift', 'ios'],
  ['analytics-kotlin', 'android'],
  ['com.rudderstack.android.sdk.core', 'android'],
  ['axios', 'server'],
  ['@segment/analytics-node', 'server'],
  ['analytics-python', 'server'],
])('library %s: %s', (name, expected) => {
  expect(channel({ library: { name } })).toBe(expected)
})

test('apps on either system say which', () => {
  expect(channel({ library: { name: 'analytics-react-native' }, os: { name: 'iOS' } })).toBe('ios')
  expect(channel({ app: { name: 'Shop' }, os: { name: 'Android' } })).toBe('android')
  expect(channel({ device: { type: 'ios' } })).toBe('ios')
})

test('without any hint a page is web, a screen unknown, and the rest came from a server', () => {
  expect(channel({}, {}, 'page')).toBe('web')
  expect(channel({}, {}, 'screen')).toBe('')
  expect(channel({})).toBe('server')
})
