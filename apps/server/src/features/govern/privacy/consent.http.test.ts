import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

let app: TestApp
const start = Date.UTC(2026, 0, 5, 12)
let now = start

beforeAll(async () => {
  app = await startTestApp({ clock: () => now })
})

afterAll(async () => {
  await app.close()
})

const at = (minute: number) => new Date(start - 3_600_000 + minute * 60_000).toISOString()
const basic = () => `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}`

async function send(...batch: object[]): Promise<void> {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: basic() },
    payload: { batch },
  })
  expect(answer.json()).toEqual({ success: true })
}

async function get(id: string, path = 'profile') {
  const answer = await app.request('GET', `/api/v1/customer/${encodeURIComponent(id)}/${path}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const eventually = (check: () => Promise<unknown>) => expect.poll(check, { timeout: 30_000, interval: 50 })
const messageIds = async (id: string): Promise<string[]> =>
  (await get(id, 'events')).events.map(({ messageId }: { messageId: string }) => messageId).sort()

const keeps = (id: string, ...ids: string[]) => eventually(() => messageIds(id)).toEqual(ids.sort())

const browser = { library: { name: 'throughline-browser' }, page: { url: 'https://shop.example/a' } }
const viewed = (messageId: string, minute: number, who: object, context: object = browser) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId,
  timestamp: at(minute),
  context,
  ...who,
})
const says = (messageId: string, minute: number, who: object, said: object) => ({
  type: 'track',
  event: 'Consent Updated',
  messageId,
  timestamp: at(minute),
  properties: said,
  context: browser,
  ...who,
})

test('the profile has the last word on each purpose, and the page of a person all words', async () => {
  const ann = { userId: 'ann', anonymousId: 'ann-1' }
  await send(
    says('w2', 20, ann, { replay: false, marketing: true }),
    says('w1', 10, { anonymousId: 'ann-1' }, { replay: true, analytics: true }),
    {
      type: 'track',
      event: 'Segment Consent Preference Updated',
      userId: 'ann',
      messageId: 'w3',
      timestamp: at(30),
      context: { consent: { categoryPreferences: { Advertising: false } } },
    },
  )
  const consent = {
    analytics: { granted: true, at: at(10) },
    replay: { granted: false, at: at(20) },
    marketing: { granted: true, at: at(20) },
    Advertising: { granted: false, at: at(30) },
  }
  await eventually(async () => (await get('ann')).consent).toEqual(consent)
  expect(await get('ann-1', 'consent')).toEqual({
    profileId: (await get('ann')).profileId,
    consent,
    words: [
      {
        at: at(30),
        receivedAt: expect.any(String),
        messageId: 'w3',
        said: { Advertising: false },
        by: { kind: 'user_id', value: 'ann' },
        channel: 'server',
        path: null,
      },
      expect.objectContaining({
        messageId: 'w2',
        said: { replay: false, marketing: true },
        path: '/a',
        channel: 'web',
      }),
      expect.objectContaining({ messageId: 'w1', by: { kind: 'anonymous_id', value: 'ann-1' } }),
    ],
    erasures: [],
  })
  expect((await app.request('GET', '/api/v1/customer/nobody/consent')).statusCode).toBe(404)
})

test('consent follows merge and unmerge', async () => {
  await send(
    says('m1', 10, { userId: 'm-1' }, { marketing: true }),
    says('m2', 20, { userId: 'm-2' }, { marketing: false }),
  )
  const marketing = async (id: string) => (await get(id)).consent.marketing?.granted
  await eventually(() => marketing('m-2')).toBe(false)
  await app.request('POST', '/api/v1/customer/m-1/merge', { with: 'm-2' })
  expect(await marketing('m-1')).toBe(false)
  await app.request('POST', '/api/v1/customer/m-1/unmerge', { identifier: { kind: 'user_id', value: 'm-2' } })
  expect(await marketing('m-1')).toBe(true)
  expect(await marketing('m-2')).toBe(false)
})

test('taking analytics back deletes what browser and app had collected, and nothing else', async () => {
  const bo = { userId: 'bo', anonymousId: 'bo-1' }
  await send(
    viewed('b1', 1, { anonymousId: 'bo-1' }),
    { type: 'identify', messageId: 'b2', timestamp: at(2), ...bo, traits: { email: 'bo@shop.example' } },
    viewed('b3', 3, bo, { ...browser, traits: { shoe: 43 } }),
    { type: 'page', messageId: 'b4', timestamp: at(4), ...bo, context: browser },
    {
      type: 'track',
      event: 'Order Completed',
      messageId: 'order',
      timestamp: at(5),
      userId: 'bo',
      properties: { order_id: 'o1', revenue: 20, channel: 'web' },
      context: { library: { name: 'analytics-node' } },
    },
    viewed('other', 5, { userId: 'cleo', anonymousId: 'bo-1' }),
  )
  await eventually(async () => (await get('bo')).traits).toEqual({ email: 'bo@shop.example', shoe: 43 })
  await send(says('no', 10, bo, { analytics: false }))
  await keeps('bo', 'b2', 'no', 'order')
  await eventually(async () => (await get('bo')).traits).toEqual({ email: 'bo@shop.example' })
  expect(await get('bo')).toMatchObject({
    eventCount: 3,
    revenue: [{ orders: 1, total: '20.00' }],
    consent: { analytics: { granted: false, at: at(10) } },
  })
  expect(await messageIds('cleo')).toEqual(['other'])
  await eventually(async () => (await get('bo-1', 'consent')).erasures).toEqual([
    { purpose: 'analytics', at: new Date(start).toISOString(), deleted: 3, done: true },
  ])

  // A resend, and events without a consent of their own, whatever time they tell.
  await send(
    viewed('b3', 3, bo),
    viewed('late', 11, bo),
    viewed('granted', 12, bo, { ...browser, consent: { categoryPreferences: { analytics: true } } }),
  )
  await keeps('bo', 'b2', 'granted', 'no', 'order')
  // After a yes they are kept again; what was before stays away.
  await send(says('yes', 20, bo, { analytics: true }), viewed('after', 21, bo), viewed('between', 15, bo))
  await keeps('bo', 'after', 'b2', 'granted', 'no', 'order', 'yes')

  await eventually(async () =>
    (await get('bo', 'consent')).erasures.every(({ done }: { done: boolean }) => done),
  ).toBe(true)
  const before = await get('bo')
  expect((await app.request('POST', '/api/v1/rebuild')).statusCode).toBe(202)
  await eventually(
    async () => (await app.request('GET', '/api/v1/projections')).json().projections[0].rebuilding,
  ).toBe(null)
  expect(await get('bo')).toEqual(before)
})

test('a visitor who turns analytics down on a new device takes nothing back from the old one', async () => {
  const dan = { userId: 'dan', anonymousId: 'dan-home' }
  await send(
    viewed('d1', 1, dan),
    viewed('d2', 2, { anonymousId: 'dan-phone' }),
    says('d3', 3, { anonymousId: 'dan-phone' }, { analytics: false }),
    { type: 'identify', messageId: 'd4', timestamp: at(4), userId: 'dan', anonymousId: 'dan-phone' },
  )
  await keeps('dan', 'd1', 'd3', 'd4')
})

test('what joins a person who had denied analytics goes as well', async () => {
  await send(
    says('e1', 10, { userId: 'eve' }, { analytics: false }),
    viewed('e2', 5, { anonymousId: 'eve-1' }),
  )
  await keeps('eve-1', 'e2')
  await send({ type: 'identify', messageId: 'e3', timestamp: at(11), userId: 'eve', anonymousId: 'eve-1' })
  await eventually(async () => (await get('eve-1')).profileId).toBe((await get('eve')).profileId)
  await keeps('eve-1', 'e1', 'e3')
})

test('taking replay back deletes the recordings; those after a yes stay', async () => {
  const record = async (id: string, minute: number) => {
    const start = Date.parse(at(minute))
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/replay',
      headers: { authorization: basic() },
      payload: {
        recordingId: `recording-${id}`,
        sessionId: `s-${id}`,
        anonymousId: 'fay-1',
        userId: 'fay',
        chunk: 0,
        startedAt: start,
        endedAt: start + 1000,
        pages: [{ at: start, path: '/', title: 'Home' }],
        viewport: { width: 800, height: 600 },
        events: [
          { type: 4, timestamp: start, data: { href: 'https://shop.example/', width: 800, height: 600 } },
          {
            type: 2,
            timestamp: start,
            data: { node: { type: 0, childNodes: [], id: 1 }, initialOffset: { left: 0, top: 0 } },
          },
        ],
      },
    })
    expect(answer.json()).toEqual({ success: true })
  }
  const recordings = async () =>
    (await app.request('GET', '/api/v1/recordings?person=fay'))
      .json()
      .recordings.map(({ id }: { id: string }) => id)
  const fay = { userId: 'fay', anonymousId: 'fay-1' }
  await send(viewed('f1', 1, fay))
  await record('one', 1)
  await record('two', 2)
  await eventually(async () => (await recordings()).sort()).toEqual(['recording-one', 'recording-two'])
  await send(says('f2', 10, fay, { replay: false }))
  await eventually(recordings).toEqual([])
  const first = { purpose: 'replay', at: new Date(start).toISOString(), deleted: 2, done: true }
  // Told after the recordings are gone; the clock goes on only then.
  await eventually(async () => (await get('fay', 'consent')).erasures).toEqual([first])
  // A browser that has not heard of it.
  await record('late', 12)
  now += 60_000
  await send(viewed('f4', 12, fay))
  await eventually(recordings).toEqual([])
  await record('three', 21)
  await send(says('f3', 20, fay, { replay: true }))
  await eventually(async () => (await get('fay')).consent.replay.granted).toBe(true)
  await eventually(async () => (await get('fay', 'consent')).erasures).toEqual([
    { purpose: 'replay', at: new Date(start + 60_000).toISOString(), deleted: 1, done: true },
    first,
  ])
  await keeps('fay', 'f1', 'f2', 'f3', 'f4')
  expect(await recordings()).toEqual(['recording-three'])
})
