import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Recording, RecordingSummary, ReplayEvent } from '@throughline/contract/recordings'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'
import { chunkOf, desktop, sendChunk } from './replay-test-chunks.ts'

const noon = Date.parse('2026-03-01T12:00:00Z')

describe('recordings over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ clock: () => noon })
  })
  afterAll(() => app.close())

  const send = (body: object, sentAt?: number) => sendChunk(app, body, sentAt)
  const get = async (path: string) => {
    const answer = await app.request('GET', path)
    return { status: answer.statusCode, body: answer.json() }
  }
  const one = async (id: string): Promise<Recording> => (await get(`/api/v1/recordings/${id}`)).body
  const listed = async (query = ''): Promise<RecordingSummary[]> =>
    (await get(`/api/v1/recordings${query}`)).body.recordings
  const eventsOf = async (id: string, chunk: number): Promise<ReplayEvent[]> =>
    (await get(`/api/v1/recordings/${id}/events?chunk=${chunk}`)).body.events
  const track = async (batch: object[]) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/batch',
      payload: { writeKey: app.writeKey, batch },
    })
    expect(answer.statusCode).toBe(200)
  }

  it('stores chunks and gives them back', async () => {
    const at = noon - 60_000
    const first = chunkOf({ recordingId: 'recording-1', sessionId: 's1', chunk: 0, at, path: '/shoes' })
    const second = chunkOf({ recordingId: 'recording-1', sessionId: 's1', chunk: 1, at: at + 5000 })
    expect((await send(first)).json()).toEqual({ success: true })
    expect((await send(second)).json()).toEqual({ success: true })
    expect(await one('recording-1')).toMatchObject({
      id: 'recording-1',
      sessionId: 's1',
      startedAt: new Date(at).toISOString(),
      durationMs: 9000,
      pages: 1,
      entryPath: '/shoes',
      viewport: { width: 1280, height: 720 },
      device: 'desktop',
      browser: 'Chrome',
      country: null,
      pageViews: [{ at, path: '/shoes', title: 'Shoes' }],
      chunks: [0, 1],
      signals: [],
    })
    expect(await eventsOf('recording-1', 0)).toEqual(first.events)
    expect(await eventsOf('recording-1', 1)).toEqual(second.events)
    expect((await get('/api/v1/recordings/recording-1/events?chunk=2')).status).toBe(404)
    expect((await get('/api/v1/recordings/recording-9')).status).toBe(404)
  })

  it('takes gzip without a header, as plain text, from any site', async () => {
    const chunk = chunkOf({ recordingId: 'recording-2', sessionId: 's2', chunk: 0, at: noon - 50_000 })
    const answer = await app.http.inject({
      method: 'POST',
      url: '/v1/replay',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example', 'user-agent': desktop },
      payload: gzipSync(JSON.stringify({ writeKey: app.writeKey, ...chunk })),
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example')
    expect(await eventsOf('recording-2', 0)).toEqual(chunk.events)
    const preflight = await app.http.inject({
      method: 'OPTIONS',
      url: '/v1/replay',
      headers: { origin: 'https://shop.example', 'access-control-request-headers': 'content-type' },
    })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toBe('content-type')
  })

  it('stores a chunk once, however often and in whatever order it comes', async () => {
    const chunks = [0, 1, 2].map((chunk) =>
      chunkOf({
        recordingId: 'recording-3',
        sessionId: 's3',
        chunk,
        at: noon - 40_000 + chunk * 5000,
        path: '/a',
      }),
    )
    for (const index of [2, 0, 2, 1, 0]) expect((await send(chunks[index] ?? {})).statusCode).toBe(200)
    const both = await Promise.all([send(chunks[1] ?? {}), send(chunks[1] ?? {})])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const found = await one('recording-3')
    expect(found).toMatchObject({ chunks: [0, 1, 2], pages: 3, durationMs: 14_000 })
    expect(found.startedAt).toBe(new Date(noon - 40_000).toISOString())
    for (const chunk of [0, 1, 2]) expect(await eventsOf('recording-3', chunk)).toEqual(chunks[chunk]?.events)
  })

  it('takes one of two different chunks that claim one number at the same time', async () => {
    const make = (at: number) =>
      chunkOf({ recordingId: 'recording-4', sessionId: 's4', chunk: 0, at, path: '/race' })
    const rivals = [make(noon - 30_000), make(noon - 29_000)]
    for (const { statusCode } of await Promise.all(rivals.map((rival) => send(rival))))
      expect(statusCode).toBe(200)
    const stored = await eventsOf('recording-4', 0)
    expect(rivals.map(({ events }) => events)).toContainEqual(stored)
    expect((await one('recording-4')).pages).toBe(1)
  })

  it('moves the times of a browser whose clock is wrong, as it does with events', async () => {
    const wrong = noon - 5 * 86_400_000
    const chunk = chunkOf({ recordingId: 'recording-5', sessionId: 's5', chunk: 0, at: wrong, path: '/late' })
    await send(chunk, wrong + 4000)
    const found = await one('recording-5')
    expect(found.startedAt).toBe(new Date(noon - 4000).toISOString())
    expect(found.pageViews[0]?.at).toBe(noon - 4000)
    expect((await eventsOf('recording-5', 0))[0]?.timestamp).toBe(noon - 4000)
  })

  it('counts the signals that fired while it ran, and shows each in its place', async () => {
    const at = noon - 3_600_000
    await send(
      chunkOf({
        recordingId: 'recording-6',
        sessionId: 's6',
        chunk: 0,
        at,
        anonymousId: 'a6',
        path: '/cart',
      }),
    )
    const event = (name: string, after: number, properties: object, more: object = {}) => ({
      type: 'track',
      event: name,
      anonymousId: 'a6',
      timestamp: new Date(at + after).toISOString(),
      properties: { path: '/cart', ...properties },
      context: { sessionId: 's6', location: { country: 'DE' } },
      ...more,
    })
    await track([
      event('Rage Clicked', 1000, { element: '#pay', element_text: 'Pay', clicks: 4 }),
      event('Rage Clicked', 2000, { element: '#pay' }),
      event('Request Failed', 2500, { url: '/api/pay', method: 'POST', status: 500 }, { userId: 'u6' }),
      event('Web Vital Measured', 3000, { metric: 'LCP', value: 4100.4 }),
      event('Web Vital Measured', 3000, { metric: 'LCP', value: 3900 }),
      event('Form Field Left', 3000, { field: 'phone', refills: 1 }),
      event('Products Searched', 3000, { query: 'shoos', results: 0 }),
      event('Element Clicked', 3000, { element: '#pay' }),
      event('Rage Clicked', 60_000, { element: '#later' }),
      event('Rage Clicked', 1000, { element: '#other' }, { context: { sessionId: 'another' } }),
    ])
    const counts = { rage_clicked: 2, request_failed: 1, slow_lcp: 1, search_empty: 1 }
    // That u6 is who a6 was follows within a second.
    await expect
      .poll(async () => (await one('recording-6')).signalCounts, { timeout: 10_000 })
      .toEqual(counts)
    const found = await one('recording-6')
    expect(found.country).toBe('DE')
    expect(found.signals).toMatchObject([
      {
        at: at + 1000,
        signal: 'rage_clicked',
        event: 'Rage Clicked',
        path: '/cart',
        element: '#pay',
        elementText: 'Pay',
        detail: '4 clicks',
      },
      { at: at + 2000, signal: 'rage_clicked', elementText: null, detail: null },
      { at: at + 2500, signal: 'request_failed', detail: 'POST /api/pay 500' },
      { signal: 'slow_lcp', detail: 'LCP 4100.4 ms' },
      { signal: 'search_empty', detail: 'shoos' },
    ])
    expect((await listed('?signal=rage_clicked')).map(({ id }) => id)).toEqual(['recording-6'])
    expect((await listed('?signal=dead_clicked')).map(({ id }) => id)).toEqual([])
    expect((await listed('?session=s6'))[0]?.signals).toEqual(found.signalCounts)
  })

  it('lists page by page, by page pattern, time and person; merges hold', async () => {
    const at = noon - 7_200_000
    const ids = ['recording-7a', 'recording-7b', 'recording-7c']
    for (const [index, recordingId] of ids.entries())
      await send(
        chunkOf({
          recordingId,
          sessionId: `s-${recordingId}`,
          chunk: 0,
          at: at + index * 1000,
          anonymousId: 'a7',
          path: `/product/${index}`,
        }),
      )
    await send(
      chunkOf({
        recordingId: 'recording-7d',
        sessionId: 's7d',
        chunk: 0,
        at: at + 3000,
        anonymousId: 'elsewhere',
        userId: 'u7',
        path: '/product/1/reviews',
      }),
    )
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await get(`/api/v1/recordings?path=/product/*&limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...body.recordings.map(({ id }: RecordingSummary) => id))
      cursor = body.next
    }
    expect(paged).toEqual(['recording-7c', 'recording-7b', 'recording-7a'])
    const from = new Date(at + 1000).toISOString()
    const to = new Date(at + 2000).toISOString()
    expect((await listed(`?from=${from}&to=${to}`)).map(({ id }) => id)).toEqual(['recording-7b'])

    await track([{ type: 'identify', userId: 'u7', anonymousId: 'a7', traits: {} }])
    await expect
      .poll(async () => (await listed('?person=u7')).map(({ id }) => id), { timeout: 10_000 })
      .toEqual(['recording-7d', 'recording-7c', 'recording-7b', 'recording-7a'])
    const profiles = new Set((await listed('?person=u7')).map(({ profileId }) => profileId))
    expect(profiles.size).toBe(1)
  })

  it('keeps recordings of two projects apart, also under one id', async () => {
    await sql`INSERT INTO projects SELECT 'other', 'Other', timezone, currency, identity_rules, created_at, changed_at
      FROM projects`.execute(app.state)
    await sql`INSERT INTO write_keys SELECT 'other-key', 'other', created_at, created_at FROM projects LIMIT 1`.execute(
      app.state,
    )
    const at = noon - 15_000
    const own = chunkOf({ recordingId: 'recording-p', sessionId: 'own', chunk: 0, at, path: '/own' })
    const others = chunkOf({ recordingId: 'recording-p', sessionId: 'others', chunk: 1, at, path: '/others' })
    expect((await send(own)).statusCode).toBe(200)
    // Keys are read anew within seconds.
    await expect
      .poll(async () => (await send({ ...others, writeKey: 'other-key' })).statusCode, { timeout: 20_000 })
      .toBe(200)
    expect(await one('recording-p')).toMatchObject({ sessionId: 'own', pages: 1, chunks: [0] })
    expect(filesOf(app, 'recording-p')).toHaveLength(2)
    expect((await app.request('DELETE', '/api/v1/recordings/recording-p')).statusCode).toBe(204)
    expect(filesOf(app, 'recording-p')).toHaveLength(1)
  })

  it('removes one for good, and takes no more of it', async () => {
    const chunk = chunkOf({
      recordingId: 'recording-8',
      sessionId: 's8',
      chunk: 0,
      at: noon - 9000,
      path: '/x',
    })
    await send(chunk)
    expect(filesOf(app, 'recording-8')).toHaveLength(1)
    expect((await app.request('DELETE', '/api/v1/recordings/recording-8')).statusCode).toBe(204)
    expect((await get('/api/v1/recordings/recording-8')).status).toBe(404)
    expect((await get('/api/v1/recordings/recording-8/events?chunk=0')).status).toBe(404)
    expect((await app.request('DELETE', '/api/v1/recordings/recording-8')).statusCode).toBe(404)
    expect(filesOf(app, 'recording-8')).toHaveLength(0)
    const late = await send({ ...chunk, chunk: 1 })
    expect(late.statusCode).toBe(409)
    expect(late.json()).toMatchObject({ code: 'conflict', field: 'recordingId' })
    expect(filesOf(app, 'recording-8')).toHaveLength(0)
  })

  it('removes all of a person, under whichever identifier they came', async () => {
    const at = noon - 20_000
    await send(chunkOf({ recordingId: 'recording-9a', sessionId: 's9', chunk: 0, at, anonymousId: 'a9' }))
    await send(chunkOf({ recordingId: 'recording-9b', sessionId: 's9', chunk: 0, at, userId: 'u9' }))
    await send(chunkOf({ recordingId: 'recording-9c', sessionId: 's9', chunk: 0, at, userId: 'other' }))
    await track([{ type: 'identify', userId: 'u9', anonymousId: 'a9', traits: {} }])
    await expect.poll(async () => (await listed('?person=a9')).length, { timeout: 10_000 }).toBe(2)
    const answer = await app.request('DELETE', '/api/v1/customer/u9/recordings')
    expect(answer.json()).toEqual({ deleted: 2 })
    expect((await listed('?session=s9')).map(({ id }) => id)).toEqual(['recording-9c'])
    expect(filesOf(app, 'recording-9a')).toEqual([])
    expect(filesOf(app, 'recording-9b')).toEqual([])
    expect(filesOf(app, 'recording-9c')).toHaveLength(1)
    expect((await app.request('DELETE', '/api/v1/customer/nobody/recordings')).statusCode).toBe(404)
  })
})

/** The blobs of a recording, as they lie in the data folder. */
function filesOf(app: TestApp, id: string): string[] {
  const recordings = join(app.dataDir, 'blobs/recordings')
  return readdirSync(recordings).flatMap((project) => {
    const folder = join(recordings, project, id)
    return existsSync(folder) ? readdirSync(folder) : []
  })
}
