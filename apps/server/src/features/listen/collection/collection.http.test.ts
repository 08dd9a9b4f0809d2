import { gzipSync } from 'node:zlib'
import { collectionRoutes } from '@throughline/contract/collection'
import { Problem } from '@throughline/contract/problem'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { collectionTestApp } from './collection-test-app.ts'

const now = Date.UTC(2026, 5, 1, 12)
const app = collectionTestApp(() => now)
const isProblem = Compile(Problem)

beforeAll(async () => {
  await app.http.ready()
})
beforeEach(() => {
  app.rows.length = 0
  app.fail(false)
})
afterAll(() => app.http.close())

const basic = `Basic ${Buffer.from('key:').toString('base64')}`
const track = { type: 'track', event: 'E', userId: 'u', messageId: 'm' }

function post(url: string, payload: string | Buffer | object, headers: Record<string, string> = {}) {
  return app.http.inject({
    method: 'POST',
    url,
    headers: { authorization: basic, ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })
}

test('every route of the contract is served', () => {
  for (const { method, path } of collectionRoutes) expect(app.http.hasRoute({ method, url: path })).toBe(true)
})

test.each(['/v1/batch', '/v1/b', '/v1/import'])('%s takes a batch', async (url) => {
  const answer = await post(url, { batch: [track, { ...track, type: 'page' }] })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ success: true })
  expect(app.rows.map(({ type, received_at }) => [type, received_at])).toEqual([
    ['track', now],
    ['page', now],
  ])
})

test.each([
  ['/v1/track', 'track'],
  ['/v1/t', 'track'],
  ['/v1/page', 'page'],
  ['/v1/p', 'page'],
  ['/v1/screen', 'screen'],
  ['/v1/s', 'screen'],
  ['/v1/identify', 'identify'],
  ['/v1/i', 'identify'],
  ['/v1/group', 'group'],
  ['/v1/g', 'group'],
  ['/v1/alias', 'alias'],
  ['/v1/a', 'alias'],
])('%s takes one %s message', async (url, type) => {
  const answer = await post(url, { event: 'E', userId: 'u', previousId: 'a', groupId: 'g' })
  expect(answer.json()).toEqual({ success: true })
  expect(app.rows).toMatchObject([{ type }])
})

test('a bad event costs none of its neighbours and says why', async () => {
  const answer = await post('/v1/batch', {
    batch: [track, { ...track, event: 5 }, null, { ...track, messageId: 'n' }],
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    success: true,
    rejected: [
      { index: 1, code: 'invalid', message: 'event: must be text.' },
      { index: 2, code: 'invalid', message: 'message: must be an object.' },
    ],
  })
  expect(app.rows.map((row) => row.message_id)).toEqual(['m', 'n'])
})

test('a single bad message is refused with field and reason', async () => {
  const answer = await post('/v1/track', { userId: 'u' })
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.json()).toMatchObject({ code: 'invalid', field: 'event' })
  expect(isProblem.Check(answer.json())).toBe(true)
})

test('the key is the Basic user name or writeKey in the body', async () => {
  const bare = (payload: object, authorization?: string) =>
    app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      payload,
      headers: authorization ? { authorization } : {},
    })
  const code = (text: string) => Buffer.from(text).toString('base64')
  expect((await bare({ batch: [], writeKey: 'key' })).statusCode).toBe(200)
  expect((await bare({ batch: [] }, `basic ${code('key:secret')}`)).statusCode).toBe(200)
  expect((await bare({ batch: [] }, `Basic ${code('key')}`)).statusCode).toBe(200)
  expect((await bare({ batch: [], writeKey: 'key' }, `Basic ${code('other:')}`)).statusCode).toBe(200)

  for (const refused of [
    await bare({ batch: [track] }),
    await bare({ batch: [track], writeKey: 'wrong' }),
    await bare({ batch: [track], writeKey: { key: 1 } }),
    await bare({ batch: [track] }, 'Basic !!!'),
    await bare({ batch: [track] }, `Bearer ${code('key:')}`),
  ]) {
    expect(refused.statusCode).toBe(401)
    expect(refused.json()).toMatchObject({ code: 'unauthenticated', field: 'writeKey' })
    // Basic would make browsers ask the visitor for a password.
    expect(refused.headers['www-authenticate']).not.toMatch(/basic/i)
  }
  expect(app.rows).toEqual([])
})

test.each([
  'application/json',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'foo',
  ';;;',
  '',
])('JSON is read under content type %j', async (type) => {
  const answer = await post('/v1/t', track, { 'content-type': type })
  expect(answer.statusCode).toBe(200)
})

test('gzip is read with and without its header, and plain text under the header', async () => {
  const body = gzipSync(JSON.stringify({ batch: [track] }))
  expect((await post('/v1/batch', body, { 'content-encoding': 'gzip' })).statusCode).toBe(200)
  expect((await post('/v1/batch', body, { 'content-type': 'application/json' })).statusCode).toBe(200)
  expect((await post('/v1/batch', { batch: [track] }, { 'content-encoding': 'gzip' })).statusCode).toBe(200)
  expect(app.rows).toHaveLength(3)
})

test.each([
  [
    'a body past the cap',
    () => Buffer.alloc(20 * 1024 * 1024 + 1, ' '),
    'The body is larger than this endpoint takes.',
  ],
  [
    'a gzip bomb',
    () => gzipSync(Buffer.alloc(100 * 1024 * 1024, ' ')),
    'The body is larger than 20 MB after decompression.',
  ],
  [
    'too many messages',
    () => JSON.stringify({ batch: Array(50_001).fill(1) }),
    'batch: must hold at most 50000 messages.',
  ],
])('%s is refused with 413, and not to be sent again', async (_name, body, detail) => {
  const answer = await post('/v1/batch', body())
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ code: 'limit_exceeded', detail: expect.stringContaining(detail) })
  expect(answer.headers['retry-after']).toBeUndefined()
})

test.each([
  ['', undefined],
  ['{"batch":', undefined],
  ['[1,2]', 'batch'],
  ['"text"', 'batch'],
  ['null', 'batch'],
  ['{"batch":{}}', 'batch'],
])('the body %j is refused', async (body, field) => {
  const answer = await post('/v1/batch', body)
  expect(answer.statusCode).toBe(400)
  expect(answer.json().code).toBe('invalid')
  expect(answer.json().field).toBe(field)
})

test('20,000 nested objects cost only their own message', async () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const body = `{"batch":[${JSON.stringify(track)},{"type":"track","event":"E","userId":"u","properties":${deep}},${deep}]}`
  const answer = await post('/v1/batch', body)
  expect(answer.json().rejected.map(({ index }: { index: number }) => index)).toEqual([1, 2])
  expect(app.rows).toHaveLength(1)
})

test('sentAt and context of a batch hold for its messages', async () => {
  const timestamp = new Date(now - 7_200_000).toISOString()
  const sentAt = new Date(now - 7_190_000).toISOString()
  await post('/v1/batch', {
    sentAt,
    context: { location: { country: 'DE' } },
    batch: [{ ...track, timestamp }],
  })
  expect(app.rows).toMatchObject([{ ts: now - 10_000, country: 'DE' }])
})

test('a batch whose shared fields are wrong still counts', async () => {
  const answer = await post('/v1/batch', { sentAt: {}, context: 'x', batch: [track] })
  expect(answer.json()).toEqual({ success: true })
})

test('nothing is acknowledged that the log did not take', async () => {
  app.fail(true)
  const refused = await post('/v1/batch', { batch: [track] }, { origin: 'https://shop.example' })
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBe('5')
  expect(refused.headers['access-control-allow-origin']).toBe('https://shop.example')
  expect(refused.json()).toMatchObject({ code: 'unavailable', detail: 'The disk is full.' })
  app.fail(false)
  expect((await post('/v1/batch', { batch: [track] })).statusCode).toBe(200)
  expect(app.rows).toHaveLength(1)
})

test('a large batch leaves room for other requests', async () => {
  const batch = Array.from({ length: 20_000 }, (_, index) => ({ ...track, messageId: `m${index}` }))
  const order: string[] = []
  await Promise.all([
    post('/v1/batch', { batch }).then(() => order.push('large')),
    post('/v1/t', track).then(() => order.push('small')),
  ])
  expect(order).toEqual(['small', 'large'])
  expect(app.rows).toHaveLength(20_001)
})

test('pages of any site may ask first', async () => {
  const answer = await app.http.inject({
    method: 'OPTIONS',
    url: '/v1/batch',
    headers: {
      origin: 'https://shop.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-retry-count',
    },
  })
  expect(answer.statusCode).toBe(204)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'authorization,content-type,x-retry-count',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-max-age': '86400',
    vary: 'Origin',
  })
})

test('a page of any site may read answers, errors included', async () => {
  const origin = 'https://shop.example'
  for (const answer of [
    await post('/v1/t', track, { origin }),
    await post('/v1/t', '{', { origin }),
    await post('/v1/t', track, { origin, authorization: 'none' }),
    await post('/v1/t', Buffer.alloc(20 * 1024 * 1024 + 1), { origin }),
    await app.http.inject({ url: '/v1/projects/none/settings', headers: { origin } }),
  ]) {
    expect(answer.headers['access-control-allow-origin']).toBe(origin)
    expect(answer.headers['access-control-allow-credentials']).toBe('true')
  }
})

test('other routes keep their own parser and stay closed to other sites', async () => {
  const answer = await app.http.inject({
    method: 'POST',
    url: '/other',
    headers: { origin: 'https://shop.example' },
    payload: { a: 1 },
  })
  expect(answer.json()).toEqual({ a: 1 })
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test('the browser client gets its settings under the host that it asked', async () => {
  const answer = await app.http.inject({
    url: '/v1/projects/key/settings',
    headers: { host: 'cx.example.com', 'x-forwarded-proto': 'https' },
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json().integrations['Segment.io']).toMatchObject({
    apiKey: 'key',
    apiHost: 'cx.example.com/v1',
    protocol: 'https',
  })
  expect((await app.http.inject('/v1/projects/none/settings')).statusCode).toBe(404)
})
