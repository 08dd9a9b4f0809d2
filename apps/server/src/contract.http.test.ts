import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './testing/test-app.ts'

/**
 * The public interface as its users rely on it, through HTTP alone: what is sent by a Segment client comes out in
 * profiles, timelines, events and reports. Every sentence here is one of the contract's.
 */
describe('the public interface', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())

  let made = 0
  const send = async (...messages: Record<string, unknown>[]) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      headers: { authorization: `Basic ${Buffer.from(`${app.writeKey}:`).toString('base64')}` },
      payload: { batch: messages.map((message) => ({ messageId: `made-${++made}`, ...message })) },
    })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }
  const get = async (url: string, status = 200) => {
    const answer = await app.request('GET', url)
    expect(answer.statusCode, `${url}\n${answer.body}\n${app.logged().slice(-2000)}`).toBe(status)
    return answer.json()
  }
  const post = async (url: string, body: object, status = 200) => {
    const answer = await app.request('POST', url, body)
    expect(answer.statusCode, `${url}\n${answer.body}\n${app.logged().slice(-2000)}`).toBe(status)
    return answer.json()
  }
  const profile = (id: string, status = 200) =>
    get(`/api/v1/customer/${encodeURIComponent(id)}/profile`, status)
  /** Projections follow within a second. */
  const eventually = async (check: () => Promise<void>) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await check()
      } catch (error) {
        if (attempt === 50) throw error
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
  const track = (event: string, who: object, timestamp: string, properties: object = {}) => ({
    type: 'track',
    event,
    timestamp,
    properties,
    ...who,
  })

  it('unifies an anonymous visitor with the user that they turn out to be', async () => {
    await send(
      {
        type: 'page',
        anonymousId: 'a1',
        timestamp: '2026-01-01T10:00:00Z',
        context: { page: { path: '/' } },
      },
      {
        type: 'identify',
        anonymousId: 'a1',
        userId: 'u1',
        traits: { email: 'U1@Example.com', plan: 'old' },
        timestamp: '2026-01-01T10:01:00Z',
      },
      { type: 'identify', userId: 'u1', traits: { plan: 'new' }, timestamp: '2026-01-03T00:00:00Z' },
      {
        type: 'identify',
        userId: 'u1',
        traits: { plan: 'late to arrive' },
        timestamp: '2026-01-02T00:00:00Z',
      },
      track('Order Completed', { userId: 'u1' }, '2026-01-04T00:00:00Z', {
        order_id: 'o1',
        revenue: 40.1,
        currency: 'EUR',
      }),
      track('Order Completed', { userId: 'u1' }, '2026-01-04T00:00:01Z', {
        order_id: 'o1',
        revenue: 40.1,
        currency: 'EUR',
      }),
      track('Order Completed', { userId: 'u1' }, '2026-01-05T00:00:00Z', {
        order_id: 'o2',
        revenue: '19.70',
      }),
      track('Order Completed', { userId: 'u1' }, '2026-01-06T00:00:00Z', { order_id: 'o3', revenue: 5 }),
      track('Order Refunded', { userId: 'u1' }, '2026-01-07T00:00:00Z', { order_id: 'o3', revenue: 5 }),
    )
    await eventually(async () => {
      const found = await profile('u1')
      expect(found).toMatchObject({
        traits: { email: 'U1@Example.com', plan: 'new' },
        firstSeen: '2026-01-01T10:00:00.000Z',
        lastSeen: '2026-01-07T00:00:00.000Z',
        eventCount: 9,
        consent: {},
        segments: [],
      })
      expect(found.identifiers).toEqual(
        expect.arrayContaining([
          { kind: 'user_id', value: 'u1' },
          { kind: 'anonymous_id', value: 'a1' },
        ]),
      )
      expect(found.revenue).toEqual([{ currency: 'EUR', orders: 2, total: '59.80' }])
      for (const id of ['a1', 'u1@example.com', 'user_id:u1', 'anonymous_id:a1', found.profileId]) {
        expect((await profile(id)).profileId).toBe(found.profileId)
      }
    })
    expect(await profile('nobody', 404)).toMatchObject({ code: 'not_found' })
  })

  it('never merges two user ids by a shared device, by alias or by e-mail', async () => {
    await send(
      track('X', { anonymousId: 'device' }, '2026-01-01T00:00:00Z'),
      {
        type: 'identify',
        anonymousId: 'device',
        userId: 'first',
        traits: { email: 'home@example.com' },
        timestamp: '2026-01-02T00:00:00Z',
      },
      {
        type: 'identify',
        anonymousId: 'device',
        userId: 'second',
        traits: { email: 'home@example.com' },
        timestamp: '2026-01-03T00:00:00Z',
      },
      { type: 'alias', userId: 'first', previousId: 'second', timestamp: '2026-01-04T00:00:00Z' },
    )
    await eventually(async () => {
      const [first, second] = [await profile('first'), await profile('second')]
      expect(first.profileId).not.toBe(second.profileId)
      expect((await profile('device')).profileId).toBe(first.profileId)
      expect((await profile('home@example.com')).profileId).toBe(first.profileId)
    })
  })

  it('merges two user ids by an explicit word, and takes it back', async () => {
    await send(
      track('A', { userId: 'm1' }, '2026-01-01T00:00:00Z'),
      track('B', { userId: 'm2' }, '2026-01-02T00:00:00Z'),
      { type: 'identify', userId: 'm2', anonymousId: 'm2-phone', timestamp: '2026-01-02T00:00:00Z' },
    )
    await eventually(async () => expect((await profile('m2-phone')).eventCount).toBe(2))
    const before = [await profile('m1'), await profile('m2')]
    await post('/api/v1/customer/m1/merge', { with: 'm2' })
    await eventually(async () => {
      const merged = await profile('m2')
      expect(merged.profileId).toBe(before[0].profileId)
      expect((await profile('m2-phone')).profileId).toBe(before[0].profileId)
      expect(merged.eventCount).toBeGreaterThanOrEqual(3)
    })
    await post('/api/v1/customer/m1/unmerge', { identifier: { kind: 'user_id', value: 'm2' } })
    await eventually(async () => {
      const after = [await profile('m1'), await profile('m2')]
      expect(after.map(({ profileId }) => profileId)).toEqual(before.map(({ profileId }) => profileId))
      expect((await profile('m2-phone')).profileId).toBe(before[1].profileId)
    })
    await send({ type: 'identify', userId: 'm2', anonymousId: 'm2-phone', timestamp: '2026-01-09T00:00:00Z' })
    await eventually(async () => expect((await profile('m2')).profileId).toBe(before[1].profileId))
  })

  it('lets an anonymous id that was stitched to a user stand alone again, for good', async () => {
    await send(track('Before', { anonymousId: 'loose' }, '2026-01-01T00:00:00Z'), {
      type: 'identify',
      anonymousId: 'loose',
      userId: 'owner',
      timestamp: '2026-01-02T00:00:00Z',
    })
    await eventually(async () => expect((await profile('owner')).eventCount).toBe(2))
    await post('/api/v1/customer/owner/unmerge', { identifier: { kind: 'anonymous_id', value: 'loose' } })
    const apart = async () => {
      const [owner, loose] = [await profile('owner'), await profile('loose')]
      expect(loose.profileId).not.toBe(owner.profileId)
      expect(loose.eventCount).toBe(1)
    }
    await eventually(apart)
    await send({ type: 'identify', anonymousId: 'loose', userId: 'owner', timestamp: '2026-01-03T00:00:00Z' })
    await eventually(async () => expect((await profile('owner')).eventCount).toBe(2))
    await apart()
    await post('/api/v1/customer/owner/merge', { with: 'loose' })
    await eventually(async () => expect((await profile('loose')).eventCount).toBe(3))
  })

  it('counts a message id once, however the copy differs', async () => {
    const first = {
      ...track('Once', { userId: 'dup' }, '2026-02-01T00:00:00Z', { n: 1 }),
      messageId: 'dup-1',
    }
    await send(first)
    await send({ ...first, sentAt: new Date(Date.now() + 3_600_000).toISOString() })
    await send({ ...track('Twice', { userId: 'other' }, '2026-03-01T00:00:00Z'), messageId: 'dup-1' })
    const { events } = await get('/api/v1/events?person=dup')
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      messageId: 'dup-1',
      type: 'track',
      event: 'Once',
      timestamp: '2026-02-01T00:00:00.000Z',
      userId: 'dup',
      anonymousId: null,
      properties: { n: 1 },
    })
    expect(Object.keys(events[0]).sort()).toEqual([
      'anonymousId',
      'channel',
      'context',
      'event',
      'messageId',
      'profileId',
      'properties',
      'receivedAt',
      'sessionId',
      'timestamp',
      'type',
      'userId',
    ])
  })

  it('corrects a wrong clock by sentAt, and takes gzip without a header as text', async () => {
    const wrong = Date.now() + 5 * 3_600_000
    const body = gzipSync(
      JSON.stringify({
        writeKey: app.writeKey,
        sentAt: new Date(wrong).toISOString(),
        batch: [
          {
            ...track('Skewed', { userId: 'skew' }, new Date(wrong - 60_000).toISOString()),
            messageId: 'skew-1',
          },
        ],
      }),
    )
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/b',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      payload: body,
    })
    expect(answer.json()).toEqual({ success: true })
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example')
    const { events } = await get('/api/v1/events?person=skew')
    const off = Math.abs(Date.parse(events[0].timestamp) - (Date.now() - 60_000))
    expect(off).toBeLessThan(30_000)
  })

  it('keeps the good neighbours of a bad event, and says why', async () => {
    const answer = await send(
      track('Good', { userId: 'n1' }, '2026-01-01T00:00:00Z'),
      { type: 'track', userId: 'n1' },
      track('Good', { userId: 'n1' }, '2026-01-01T00:00:01Z'),
    )
    expect(answer).toMatchObject({ success: true, rejected: [{ index: 1, code: 'invalid' }] })
    expect((await get('/api/v1/events?person=n1')).events).toHaveLength(2)
  })

  it('answers the funnel of the contract', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 3, 1, 12, minute)).toISOString()
    const shoes = { category: 'shoes' }
    const device = (type: string) => ({ context: { device: { type } } })
    await send(
      { ...track('Product Viewed', { userId: 'f1' }, at(0), shoes), ...device('mobile') },
      { ...track('Order Completed', { userId: 'f1' }, at(5)), ...device('mobile') },
      { ...track('Product Viewed', { userId: 'f2' }, at(0), shoes), ...device('desktop') },
      { ...track('Order Completed', { userId: 'f2' }, at(6)), ...device('desktop') },
      { ...track('Product Viewed', { userId: 'f3' }, at(0), { category: 'hats' }), ...device('mobile') },
      { ...track('Order Completed', { userId: 'f3' }, at(1)), ...device('mobile') },
    )
    const report = await post('/api/v1/reports/funnel', {
      from: '2026-04-01T00:00:00Z',
      to: '2026-04-02T00:00:00Z',
      timezone: 'Europe/Berlin',
      steps: [
        { event: 'Product Viewed', where: [{ property: 'category', operator: 'equals', value: 'shoes' }] },
        { event: 'Order Completed' },
      ],
      order: 'ordered',
      windowSeconds: 300,
      breakdown: { property: 'device.type' },
      unit: 'person',
    })
    expect(report.steps).toEqual([
      {
        event: 'Product Viewed',
        count: 2,
        conversionFromFirst: 1,
        conversionFromPrevious: 1,
        averageSeconds: null,
        medianSeconds: null,
      },
      {
        event: 'Order Completed',
        count: 1,
        conversionFromFirst: 0.5,
        conversionFromPrevious: 0.5,
        averageSeconds: 300,
        medianSeconds: 300,
      },
    ])
    expect(
      report.breakdown
        .map((group: { value: string; steps: { count: number }[] }) => [
          group.value,
          group.steps.map(({ count }) => count),
        ])
        .sort(),
    ).toEqual([
      ['desktop', [1, 0]],
      ['mobile', [1, 1]],
    ])
  })

  it('keeps everything but the public parts behind a token', async () => {
    for (const url of ['/api/v1/events', '/api/v1/customer/u1/profile', '/api/v1/overview', '/metrics']) {
      const answer = await app.http.inject({ method: 'GET', url })
      expect(answer.statusCode, url).toBe(401)
      expect(answer.headers['content-type'], url).toContain('application/problem+json')
      expect(answer.json()).toMatchObject({ code: 'unauthenticated' })
    }
    for (const url of ['/healthz', '/readyz', '/openapi.json', '/docs/api']) {
      expect((await app.http.inject({ method: 'GET', url })).statusCode, url).toBe(200)
    }
  })
})
