import { expect, test } from 'vitest'
import type { SegmentMessage } from './segment-message.ts'
import { simulate } from './simulate.ts'

const messages = [...simulate({ seed: 'identities', from: '2026-01-01', to: '2026-04-01', people: 6000 })]

/** For each value of one identifier, the values of another seen with it. */
function seenWith(
  key: (one: SegmentMessage) => string | undefined,
  value: (one: SegmentMessage) => string | undefined,
) {
  const seen = new Map<string, Set<string>>()
  for (const message of messages) {
    const [left, right] = [key(message), value(message)]
    if (left === undefined || right === undefined) continue
    const known = seen.get(left) ?? new Set()
    seen.set(left, known.add(right))
  }
  return [...seen.values()]
}

const clientMessages = (message: SegmentMessage) =>
  message.context.sessionId ? message.anonymousId : undefined
const userId = (message: SegmentMessage) => message.userId

test('some devices are shared: two users, never more, on one anonymous id', () => {
  const users = seenWith(clientMessages, userId).map((seen) => seen.size)
  expect(users.filter((size) => size === 2).length).toBeGreaterThan(5)
  expect(Math.max(...users)).toBe(2)
})

test('some people use several devices: one user id with more than one anonymous id', () => {
  const devices = seenWith(userId, clientMessages).map((seen) => seen.size)
  expect(devices.filter((size) => size > 1).length).toBeGreaterThan(30)
})

test('some sign in within a visit: the same session is anonymous first and known after', () => {
  const bySession = new Map<string, boolean[]>()
  for (const message of messages) {
    const session = message.context.sessionId
    if (session) bySession.set(session, [...(bySession.get(session) ?? []), message.userId !== undefined])
  }
  const switched = [...bySession.values()].filter((known) => known.includes(true) && known.includes(false))
  expect(switched.length).toBeGreaterThan(100)
  for (const known of switched) expect(known).toEqual([...known].sort())
})

test('an alias names the anonymous id of the app that sends it', () => {
  const aliases = messages.filter((message) => message.type === 'alias')
  expect(aliases.length).toBeGreaterThan(10)
  for (const alias of aliases) {
    expect(alias.previousId).toBe(alias.anonymousId)
    expect(alias.context.app).toBeDefined()
  }
})

test('people belong to companies and to households, and a household has two at most', () => {
  const groups = messages.filter((message) => message.type === 'group')
  expect(groups.filter((group) => group.groupId.startsWith('c-')).length).toBeGreaterThan(10)
  const members = new Map<string, Set<string>>()
  for (const group of groups.filter((one) => one.groupId.startsWith('hh-'))) {
    members.set(group.groupId, (members.get(group.groupId) ?? new Set()).add(group.userId ?? ''))
  }
  const sizes = [...members.values()].map((users) => users.size)
  expect(sizes.filter((size) => size === 2).length).toBeGreaterThan(3)
  expect(Math.max(...sizes)).toBe(2)
})

test('a loyalty card joins the till to the account', () => {
  const cards = new Set(
    messages.flatMap((message) =>
      message.channel === 'store' ? [message.context.traits?.loyalty_card] : [],
    ),
  )
  cards.delete(undefined)
  const accounts = messages.filter(
    (message) => message.type === 'identify' && cards.has(message.traits.loyalty_card),
  )
  expect(cards.size).toBeGreaterThan(50)
  expect(accounts.length).toBeGreaterThan(5)
})

test('an account has one address and one user id', () => {
  const addresses = (message: SegmentMessage) => {
    return message.type === 'identify' && typeof message.traits.email === 'string'
      ? message.traits.email
      : undefined
  }
  expect(Math.max(...seenWith(addresses, userId).map((seen) => seen.size))).toBe(1)
  expect(Math.max(...seenWith(userId, addresses).map((seen) => seen.size))).toBe(1)
})

test('guests order too', () => {
  const orders = messages.filter((message) => message.type === 'track' && message.event === 'Order Completed')
  const guests = orders.filter((order) => order.userId === undefined && order.context.sessionId)
  expect(guests.length / orders.length).toBeGreaterThan(0.15)
})
