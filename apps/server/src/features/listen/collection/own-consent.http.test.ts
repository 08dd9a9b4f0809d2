import fc from 'fast-check'
import { register } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { collectionTestApp } from './collection-test-app.ts'

const now = Date.UTC(2026, 5, 1, 12)
const app = collectionTestApp(() => now)

beforeAll(async () => {
  await app.http.ready()
})
beforeEach(() => {
  app.rows.length = 0
})
afterAll(() => app.http.close())

const post = (url: string, payload: object) =>
  app.http.inject({
    method: 'POST',
    url,
    headers: {
      authorization: `Basic ${Buffer.from('key:').toString('base64')}`,
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1',
    },
    payload,
  })

const consent = (categoryPreferences: object) => ({ consent: { categoryPreferences } })
const track = { type: 'track', event: 'Product Viewed', anonymousId: 'a1' }
const refusal = {
  code: 'forbidden',
  message: 'context.consent: says no to analytics, so this is not stored.',
}

test('events that carry a denial of analytics are refused one by one, and cost their neighbours nothing', async () => {
  const messages = fc.array(
    fc.record({
      type: fc.constantFrom('track', 'page', 'identify'),
      denied: fc.constantFrom<[boolean, object]>(
        [true, consent({ analytics: false })],
        [true, consent({ Analytics: false, Advertising: true })],
        [true, { consentManagement: { deniedConsentIds: ['ads', 'Analytics'] } }],
        [false, consent({ analytics: true, marketing: false })],
        [false, consent({ Advertising: false })],
        [false, { consent: 'no' }],
        [false, { consentManagement: { deniedConsentIds: 'analytics' } }],
        [false, {}],
      ),
    }),
    { maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(messages, async (batch) => {
      app.rows.length = 0
      const answer = await post('/v1/batch', {
        batch: batch.map(({ type, denied: [, context] }, n) => ({
          ...track,
          type,
          messageId: `m${n}`,
          context,
        })),
      })
      expect(answer.statusCode).toBe(200)
      const refused = batch.flatMap(({ denied: [isDenied] }, index) =>
        isDenied ? [{ index, ...refusal }] : [],
      )
      expect(answer.json()).toEqual({ success: true, ...(refused.length > 0 && { rejected: refused }) })
      const stored = batch.flatMap(({ denied: [isDenied] }, n) => (isDenied ? [] : [`m${n}`]))
      expect(app.rows.map(({ message_id }) => message_id)).toEqual(stored)
    }),
    { numRuns: 40 },
  )
})

test('a single message is refused with its reason, and all that is refused is counted', async () => {
  const counter = register.getSingleMetric('messages_refused_for_consent_total')
  const count = async () => (await counter?.get())?.values[0]?.value ?? 0
  const before = await count()
  const answer = await post('/v1/track', { ...track, context: consent({ analytics: false }) })
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({
    code: 'forbidden',
    detail: refusal.message,
    field: 'context.consent',
  })
  await post('/v1/batch', { batch: [{ ...track, context: consent({ analytics: false }) }] })
  expect(await count()).toBe(before + 2)
  expect(app.rows).toEqual([])
})

test('consent of the batch counts for messages that carry none', async () => {
  const answer = await post('/v1/batch', {
    context: consent({ analytics: false }),
    batch: [track, { ...track, messageId: 'own', context: consent({ analytics: true }) }],
  })
  expect(answer.json().rejected).toEqual([{ index: 0, ...refusal }])
  expect(app.rows.map(({ message_id }) => message_id)).toEqual(['own'])
})

const page = { url: 'https://shop.example/secret?email=a@b.c', referrer: 'https://t.co/x' }
const rich = {
  page,
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  locale: 'de-DE',
  traits: { email: 'ann@shop.example', name: 'Ann' },
  location: { country: 'DE' },
  campaign: { source: 'x' },
  sessionId: 's1',
}

test.each([
  [
    'Consent Updated',
    { analytics: false, replay: false, path: '/secret' },
    { analytics: false, replay: false },
    {},
  ],
  ['Consent Updated', { replay: true }, { replay: true }, consent({ analytics: false })],
  [
    'Segment Consent Preference Updated',
    { note: 'Ann' },
    { analytics: false, Advertising: true },
    consent({ Analytics: false, Advertising: true }),
  ],
])('of a denial by %s only who said what is stored', async (event, properties, said, more) => {
  const answer = await post('/v1/track', {
    event,
    anonymousId: 'a1',
    userId: 'u1',
    messageId: 'denial',
    timestamp: '2026-05-30T10:00:00.000Z',
    properties,
    context: { ...rich, ...more },
  })
  expect(answer.json()).toEqual({ success: true })
  const [row] = app.rows
  expect(row).toMatchObject({
    message_id: 'denial',
    event,
    ts: Date.UTC(2026, 4, 30, 10),
    user_id: 'u1',
    anonymous_id: 'a1',
    channel: 'web',
    properties: '{}',
    context: JSON.stringify(consent(said)),
  })
  const { project_id, message_id, type, event: name, ts, received_at, person_key, ...rest } = row ?? {}
  const {
    user_id,
    anonymous_id,
    channel,
    properties: _,
    context: __,
    ...others
  } = rest as Record<string, unknown>
  expect(new Set(Object.values(others))).toEqual(new Set(['']))
})

test('who is known by an address alone denies under that address', async () => {
  await post('/v1/track', {
    event: 'Consent Updated',
    properties: { analytics: false },
    context: { traits: { email: 'Ann@shop.example', name: 'Ann' } },
  })
  expect(app.rows).toMatchObject([{ email: 'ann@shop.example' }])
  expect(app.rows[0]?.context).not.toContain('"Ann"')
})

test('a yes is stored as it is', async () => {
  await post('/v1/track', {
    event: 'Consent Updated',
    anonymousId: 'a1',
    properties: { analytics: true, replay: false },
    context: { page, ...consent({ analytics: false }) },
  })
  expect(app.rows).toMatchObject([{ url: page.url, properties: '{"analytics":true,"replay":false}' }])
})
