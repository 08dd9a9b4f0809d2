import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonValue, SegmentMessage } from './segment-message.ts'
import { simulate } from './simulate.ts'

const winter = [...simulate({ seed: 'winter', from: '2025-11-01', to: '2026-01-15', people: 5000 })]

/** What Segment's spec asks of every message; the reason where it is not met. */
function faultOf(message: SegmentMessage): string | undefined {
  if (!message.anonymousId && !message.userId) return 'neither anonymousId nor userId'
  if (!/^[\w-]{8,100}$/.test(message.messageId)) return 'messageId'
  if (new Date(message.timestamp).toISOString() !== message.timestamp) return 'timestamp'
  if (!message.context.library.name) return 'context.library'
  if (message.type === 'track' && !message.event) return 'event'
  if (message.type === 'group' && !message.groupId) return 'groupId'
  if (message.type === 'alias' && (!message.previousId || !message.userId)) return 'previousId'
  if (message.type === 'page' && !message.context.page?.url.startsWith('https://www.shop.example/'))
    return 'page.url'
  if ((message.type === 'page' || message.type === 'screen') && !message.name) return 'name'
  return undefined
}

/** Whether JSON gives a value back as it was: no undefined, no NaN, no Date. */
function isPlain(value: JsonValue | undefined): boolean {
  if (value === undefined) return false
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(isPlain)
}

function eventsOf(name: string) {
  return winter.flatMap((message) => (message.type === 'track' && message.event === name ? [message] : []))
}

test('every message is valid for any seed and period', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 1500 }), (seed, day) => {
      const from = new Date(Date.UTC(2023, 0, 1) + day * 86_400_000)
      const to = new Date(from.getTime() + 20 * 86_400_000)
      for (const message of simulate({ seed, from, to, people: 60 })) {
        expect(faultOf(message)).toBeUndefined()
        expect(isPlain(JSON.parse(JSON.stringify(message)))).toBe(true)
      }
    }),
    { numRuns: 20 },
  )
})

test('message ids are unique', () => {
  expect(new Set(winter.map((message) => message.messageId)).size).toBe(winter.length)
})

test('nothing in a message is lost by JSON', () => {
  for (const message of winter.slice(0, 20_000))
    expect(JSON.parse(JSON.stringify(message))).toStrictEqual(message)
})

test('the whole vocabulary of a shop occurs', () => {
  const names = new Set(winter.flatMap((message) => (message.type === 'track' ? [message.event] : [])))
  const expected = `Products Searched|Product List Viewed|Product Clicked|Product Viewed|Product Added|Product Removed|
    Cart Viewed|Checkout Started|Checkout Step Viewed|Checkout Step Completed|Payment Info Entered|Order Completed|
    Order Updated|Order Refunded|Order Cancelled|Coupon Entered|Coupon Applied|Coupon Denied|Product Reviewed|
    Product Shared|Application Installed|Application Opened|Signed Up|Signed In|Trial Started|Subscription Started|
    Element Clicked|Rage Clicked|Dead Clicked|Error Shown|Script Failed|Request Failed|Form Started|Form Field Left|
    Form Submitted|Form Abandoned|Scroll Depth Reached|Video Started|Video Progressed|Video Completed|Page Left|
    Page Returned|Help Sought|Web Vital Measured|Survey Shown|Survey Answered|Survey Dismissed|Review Received|
    Ticket Opened|Ticket Resolved|Chat Started|Call Started|Call Ended|Store Visited|Item Scanned|
    Order Ready For Pickup|Order Picked Up|Return Started|Return Completed|Shipment Updated|Shipment Tracker Viewed`
  const missing = expected
    .split('|')
    .map((name) => name.trim())
    .filter((name) => !names.has(name))
  expect(missing).toEqual([])
  expect(new Set(winter.map((message) => message.type)).size).toBe(6)
})

describe('what events carry', () => {
  test('experience signals say where and in what session', () => {
    for (const name of ['Rage Clicked', 'Dead Clicked', 'Error Shown', 'Page Left', 'Web Vital Measured']) {
      for (const { context, properties } of eventsOf(name)) {
        expect(properties).toMatchObject({
          session_id: context.sessionId,
          path: expect.stringMatching(/^\//),
        })
      }
    }
  })

  test('a vital is rated by the bounds of Google', () => {
    const bounds: Record<string, [number, number]> = { LCP: [2500, 4000], INP: [200, 500], CLS: [0.1, 0.25] }
    for (const { properties } of eventsOf('Web Vital Measured')) {
      const [good, poor] = bounds[String(properties.metric)] ?? [0, 0]
      const value = Number(properties.value)
      expect(properties.rating).toBe(value <= good ? 'good' : value <= poor ? 'needs-improvement' : 'poor')
    }
  })

  test('checkout steps come in their order, each with its name', () => {
    const names = new Map([
      [1, 'Contact'],
      [2, 'Shipping'],
      [3, 'Payment'],
      [4, 'Review'],
    ])
    const reached = new Map<JsonValue | undefined, number>()
    for (const { properties } of eventsOf('Checkout Step Viewed')) {
      const step = Number(properties.step)
      expect(properties.step_name).toBe(names.get(step))
      expect(step).toBe((reached.get(properties.checkout_id) ?? 0) + 1)
      reached.set(properties.checkout_id, step)
    }
  })

  test('a page that a campaign brought says so in its address and its context', () => {
    const landed = winter.filter((message) => message.type === 'page' && message.context.campaign)
    expect(landed.length).toBeGreaterThan(500)
    for (const { context } of landed) {
      const query = new URL(context.page?.url ?? '').searchParams
      expect(query.get('utm_campaign')).toBe(context.campaign?.name)
      expect(query.get('utm_source')).toBe(context.campaign?.source)
    }
  })

  test('e-mail addresses cannot reach anybody, and nobody tells a birthday', () => {
    const traits = winter.flatMap((message) => (message.type === 'identify' ? [message.traits] : []))
    for (const one of traits) {
      if (one.email !== undefined) expect(one.email).toMatch(/^[a-z]+\.[a-z]+\.[0-9a-z]+@example\.(com|org)$/)
      expect(Object.keys(one)).not.toContain('birthday')
    }
  })

  test('telephone numbers are those that regulators keep for fiction', () => {
    const phones = winter.flatMap((message) => (message.type === 'identify' ? [message.traits.phone] : []))
    const given = phones.filter((phone) => phone !== undefined)
    expect(given.length).toBeGreaterThan(20)
    const fiction =
      /^\+(49(3023125|4066969|6990009|8999998)|447700900)\d{3}$|^\+33\d{5}\d{4}$|^\+1\d{3}55501\d\d$/
    for (const phone of given) expect(phone).toMatch(fiction)
  })
})
