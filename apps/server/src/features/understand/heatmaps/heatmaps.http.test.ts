import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const computer =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const start = Date.now() - 3_600_000
const range = {
  from: new Date(start - 60_000).toISOString(),
  to: new Date(start + 3_600_000).toISOString(),
}

describe('heatmaps over HTTP', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    const on = (userAgent: string, anonymousId: string) => ({
      anonymousId,
      context: { userAgent, sessionId: `session of ${anonymousId}` },
    })
    const visit = (userAgent: string, anonymousId: string, path: string, element: string) => [
      {
        ...on(userAgent, anonymousId),
        type: 'page',
        timestamp: new Date(start).toISOString(),
        properties: { path },
      },
      {
        ...on(userAgent, anonymousId),
        type: 'track',
        event: 'Element Clicked',
        timestamp: new Date(start + 1000).toISOString(),
        properties: { path, element, x: 0.5, y: 200, page_width: 390, page_height: 1800 },
      },
    ]
    const answer = await app.request('POST', '/v1/batch', {
      writeKey: app.writeKey,
      batch: [
        ...visit(phone, 'ann', '/product/boots', '#buy'),
        ...visit(phone, 'bob', '/product/socks', '#buy'),
        ...visit(computer, 'cyd', '/product/boots', '#more'),
      ],
    })
    expect(answer.statusCode, app.logged()).toBe(200)
  })
  afterAll(() => app.close())

  const ask = (body: object) => app.request('POST', '/api/v1/heatmaps', { ...range, ...body })
  const record = (id: string, userAgent: string, width: number) =>
    app.http.inject({
      method: 'POST',
      url: '/v1/replay',
      headers: { 'user-agent': userAgent, 'content-type': 'text/plain' },
      payload: JSON.stringify({
        writeKey: app.writeKey,
        recordingId: id,
        sessionId: `session ${id}`,
        anonymousId: `visitor of ${id}`,
        userId: null,
        chunk: 0,
        startedAt: start,
        endedAt: start + 20_000,
        pages: [
          { at: start, path: '/', title: 'Home' },
          { at: start + 4000, path: '/product/boots', title: 'Boots' },
          { at: start + 15_000, path: '/cart', title: 'Cart' },
        ],
        viewport: { width, height: 800 },
        events: [{ type: 4, timestamp: start, data: { href: 'https://shop.example/', width, height: 800 } }],
      }),
    })

  it('answers by page pattern and device', async () => {
    const all = await ask({ path: '/product/*' })
    expect(all.statusCode, all.body).toBe(200)
    expect(all.json()).toMatchObject({
      views: 3,
      people: 3,
      pages: 2,
      devices: [
        { device: 'mobile', views: 2 },
        { device: 'desktop', views: 1 },
      ],
      counts: { element_clicked: 3, rage_clicked: 0, dead_clicked: 0 },
      pageWidth: 390,
      pageHeight: { p50: 1800 },
      elements: [
        { element: '#buy', count: 2, people: 2, views: 2, share: 2 / 3 },
        { element: '#more', count: 1 },
      ],
      snapshot: null,
    })
    const phones = await ask({ path: '/product/boots', device: 'mobile' })
    expect(phones.json()).toMatchObject({ views: 1, elements: [{ element: '#buy', share: 1 }] })
    expect(phones.json().devices).toHaveLength(2)
  })

  it('lists pages with most clicks', async () => {
    const answer = await app.request('POST', '/api/v1/heatmaps/pages', { ...range, search: 'product' })
    expect(answer.json().pages.map(({ path }: { path: string }) => path)).toEqual([
      '/product/boots',
      '/product/socks',
    ])
  })

  it('names a recording that shows the page on the device, and the moment', async () => {
    expect((await record('recording-of-a-phone', phone, 390)).statusCode, app.logged()).toBe(200)
    expect((await record('recording-of-a-computer', computer, 1280)).statusCode).toBe(200)
    expect((await ask({ path: '/product/*' })).json().snapshot).toEqual({
      recordingId: 'recording-of-a-phone',
      at: start + 7000,
      path: '/product/boots',
      viewport: { width: 390, height: 800 },
      device: 'mobile',
    })
    const desktop = await ask({ path: '/product/boots', device: 'desktop' })
    expect(desktop.json().snapshot.recordingId).toBe('recording-of-a-computer')
    const tablet = await ask({ path: '/product/boots', device: 'tablet' })
    expect(tablet.json().snapshot).toBeNull()
    expect((await ask({ path: '/elsewhere' })).json().snapshot).toBeNull()
  })

  it('says what is wrong with a request', async () => {
    expect((await ask({})).json()).toMatchObject({ code: 'invalid' })
    expect((await ask({ path: '/', signal: 'hover' })).json()).toMatchObject({ code: 'invalid' })
    expect((await ask({ path: '/', segment: 'nobody' })).json()).toMatchObject({ code: 'not_found' })
    expect((await ask({ path: '/', to: range.from })).json()).toMatchObject({ code: 'invalid', field: 'to' })
    const stranger = await app.http.inject({
      method: 'POST',
      url: '/api/v1/heatmaps',
      payload: { ...range, path: '/' },
    })
    expect(stranger.statusCode).toBe(401)
  })
})
