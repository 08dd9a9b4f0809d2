import type { EventView } from '@throughline/contract/event'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const start = Date.parse('2026-01-01T00:00:00Z')

describe('events over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    const sent = Array.from({ length: 250 }, (_, index) => ({
      type: 'track',
      messageId: `m${index}`,
      event: index % 50 === 0 ? 'Order Completed' : 'Product Viewed',
      // Pairs share a moment: only their arrival tells them apart.
      timestamp: new Date(start + Math.floor(index / 2) * 60_000).toISOString(),
      ...(index % 2 ? { userId: 'u1' } : { anonymousId: `a${index % 7}` }),
      properties: { index, category: 'shoes', plan: { name: 'pro' }, tags: ['x'], sale: index % 3 === 0 },
    }))
    await send(sent)
    await send([{ type: 'identify', userId: 'u1', traits: { email: 'ann@example.com', plan: 'pro' } }])
  })
  afterAll(() => app.close())

  const send = async (batch: object[]) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      payload: { writeKey: app.writeKey, batch },
    })
    expect(answer.statusCode).toBe(200)
  }
  const get = async (path: string) => {
    const answer = await app.request('GET', path)
    return { status: answer.statusCode, body: answer.json() }
  }
  const range = `from=${new Date(start).toISOString()}&to=${new Date(start + 3_600_000).toISOString()}`

  it('lists them newest first, page by page, each once', async () => {
    const seen: EventView[] = []
    let cursor = ''
    do {
      const { body } = await get(`/api/v1/events?${range}&limit=17${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.events)
      cursor = body.next
    } while (cursor)
    expect(seen).toHaveLength(120)
    expect(new Set(seen.map(({ messageId }) => messageId)).size).toBe(120)
    expect(seen.map(({ timestamp }) => timestamp)).toEqual(
      seen
        .map(({ timestamp }) => timestamp)
        .toSorted()
        .toReversed(),
    )
    expect(seen[0]).toMatchObject({
      messageId: 'm119',
      event: 'Product Viewed',
      userId: 'u1',
      anonymousId: null,
    })
  })

  it('gives an event whole, with its person and session', async () => {
    const { body } = await get(`/api/v1/events?${range}&event=Order%20Completed&limit=1`)
    expect(body.events).toMatchObject([
      {
        messageId: 'm100',
        type: 'track',
        event: 'Order Completed',
        timestamp: '2026-01-01T00:50:00.000Z',
        anonymousId: 'a2',
        userId: null,
        channel: expect.any(String),
        properties: { index: 100, category: 'shoes', plan: { name: 'pro' } },
      },
    ])
    expect(body.events[0].profileId).toMatch(/^[0-9a-f]{16}$/)
    expect(body.events[0].sessionId).toMatch(/^idle-/)
  })

  it('takes a person by any identifier, and knows nobody else', async () => {
    const { body } = await get(`/api/v1/events?${range}&person=u1&limit=1000`)
    expect(body.events).toHaveLength(60)
    const profile = body.events[0].profileId
    expect((await get(`/api/v1/events?${range}&person=${profile}&limit=1000`)).body.events).toHaveLength(60)
    expect((await get('/api/v1/events?person=nobody')).status).toBe(404)
  })

  it('streams all of them as lines where the client takes lines', async () => {
    const answer = await app.http.inject({
      url: `/api/v1/events?from=${new Date(start).toISOString()}&to=2026-01-02T00:00:00Z`,
      headers: { authorization: `Bearer ${app.apiToken}`, accept: 'application/x-ndjson' },
    })
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EventView)
    expect(new Set(lines.map(({ messageId }) => messageId)).size).toBe(250)
    expect(lines).toHaveLength(250)
    const { body } = await get(`/api/v1/events?${range}&limit=10000`)
    const byId = new Map(lines.map((event) => [event.messageId, event]))
    for (const event of body.events) expect(byId.get(event.messageId)).toEqual(event)
  })

  it('follows arrivals', async () => {
    const first = (await get('/api/v1/live?limit=5')).body
    expect(first.events).toHaveLength(5)
    expect(first.more).toBe(true)
    expect((await get(`/api/v1/live?after=${first.cursor}`)).body).toEqual({
      events: [],
      cursor: first.cursor,
      more: false,
    })
    await send([{ type: 'track', event: 'Late One', userId: 'u9', timestamp: '2020-01-01T00:00:00Z' }])
    const next = (await get(`/api/v1/live?after=${first.cursor}`)).body
    expect(next.events).toMatchObject([{ event: 'Late One', timestamp: '2020-01-01T00:00:00.000Z' }])
    expect((await get('/api/v1/live?event=Late%20One')).body.events).toHaveLength(1)
  })

  it('tells which events and properties there are', async () => {
    const { body } = await get('/api/v1/schema/events')
    expect(body.events.slice(0, 2)).toMatchObject([
      { event: 'Product Viewed', type: 'track', count: 245 },
      { event: 'Order Completed', count: 5 },
    ])
    expect((await get('/api/v1/schema/events?search=oRdEr')).body.events).toHaveLength(1)

    const { properties } = (await get('/api/v1/schema/properties?event=Product%20Viewed')).body
    const found = (name: string) => properties.find(({ property }: { property: string }) => property === name)
    expect(found('device.type')).toMatchObject({ kind: 'field', type: 'text' })
    expect(found('category')).toEqual({
      property: 'category',
      kind: 'property',
      type: 'text',
      examples: ['shoes'],
    })
    expect(found('index')).toMatchObject({ type: 'number' })
    expect(found('sale')).toMatchObject({ type: 'boolean', examples: ['false', 'true'] })
    expect(found('tags')).toMatchObject({ type: 'list', examples: [] })
    expect(found('plan.name')).toMatchObject({ type: 'text', examples: ['pro'] })
  })

  it.each([
    ['/api/v1/events?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['/api/v1/events?cursor=abc', 'cursor'],
    ['/api/v1/events?cursor=999999999999999.1', 'cursor'],
    ['/api/v1/events?limit=0', 'limit'],
    ['/api/v1/live?after=-1', 'after'],
  ])('refuses %s', async (path, field) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { code: 'invalid', field } })
  })
})
