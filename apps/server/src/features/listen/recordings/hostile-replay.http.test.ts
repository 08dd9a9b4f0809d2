import { gzipSync } from 'node:zlib'
import { recordingLimits } from '@throughline/contract/recordings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../testing/test-app.ts'
import { chunkOf, sendChunk } from './replay-test-chunks.ts'

const noon = Date.parse('2026-03-01T12:00:00Z')

describe('chunks that are damaged, huge or hostile', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ clock: () => noon })
  })
  afterAll(() => app.close())

  const good = chunkOf({ recordingId: 'recording-h', sessionId: 's', chunk: 0, at: noon - 60_000 })
  const post = (payload: string | Buffer) => app.http.inject({ method: 'POST', url: '/v1/replay', payload })

  it('are refused with the field and the reason, never with a failure of the server', async () => {
    const events = (change: object) => ({ ...good, events: [{ ...good.events[0], ...change }] })
    const cases: readonly (readonly [object, number, string, RegExp?])[] = [
      [{ ...good, recordingId: undefined }, 400, 'recordingId'],
      [{ ...good, recordingId: '../../etc/passwd' }, 400, 'recordingId'],
      [{ ...good, recordingId: 'UPPER-CASE' }, 400, 'recordingId'],
      [{ ...good, recordingId: 'x'.repeat(65) }, 400, 'recordingId'],
      [{ ...good, sessionId: '' }, 400, 'sessionId'],
      [{ ...good, sessionId: 7 }, 400, 'sessionId'],
      [{ ...good, chunk: -1 }, 400, 'chunk'],
      [{ ...good, chunk: 1.5 }, 400, 'chunk'],
      [{ ...good, chunk: 1e9 }, 400, 'chunk'],
      [{ ...good, startedAt: 'yesterday' }, 400, 'startedAt'],
      [{ ...good, endedAt: good.startedAt - 1 }, 400, 'endedAt', /earlier/],
      [{ ...good, pages: {} }, 400, 'pages'],
      [{ ...good, pages: [{ at: 1, path: 'x'.repeat(5000), title: '' }] }, 400, 'pages[0].path'],
      [{ ...good, viewport: null }, 400, 'viewport'],
      [{ ...good, viewport: { width: 1e300, height: 1 } }, 400, 'viewport.width'],
      [{ ...good, viewport: { width: 3e9, height: 1 } }, 400, 'viewport.width'],
      [{ ...good, events: [] }, 400, 'events'],
      [{ ...good, events: 'none' }, 400, 'events'],
      [{ ...good, events: [null] }, 400, 'events[0]'],
      [events({ type: 99 }), 400, 'events[0].type'],
      [events({ timestamp: null }), 400, 'events[0].timestamp'],
      [events({ timestamp: noon + 2 * 3_600_000 }), 400, 'events', /ahead/],
      [events({ timestamp: noon - 31 * 86_400_000 }), 400, 'events', /30 days/],
      [events({ data: nested(recordingLimits.nesting + 1) }), 400, 'events[0].data', /nested/],
      [{ ...good, consent: { replay: false } }, 403, 'consent.replay'],
      [{ ...good, writeKey: 'wrong' }, 401, 'writeKey'],
    ]
    for (const [body, status, field, detail] of cases) {
      const answer = await sendChunk(app, body)
      expect(answer.json(), answer.body).toMatchObject({ status, field })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      if (detail) expect(answer.json().detail).toMatch(detail)
    }
    expect((await app.request('GET', '/api/v1/recordings/recording-h')).statusCode).toBe(404)
  })

  it('are refused where they are no JSON, broken off, or larger than what is taken', async () => {
    const whole = JSON.stringify({ writeKey: app.writeKey, ...good })
    const zipped = gzipSync(whole)
    for (const body of ['', 'null', '[]', '"x"', '{', whole.slice(0, -20), zipped.subarray(0, -9)])
      expect((await post(body)).statusCode, String(body)).toBeGreaterThanOrEqual(400)
    for (const body of ['', '[]', whole.slice(0, -20), zipped.subarray(0, -9)])
      expect((await post(body)).statusCode).toBeLessThan(500)
    expect((await post(Buffer.alloc(recordingLimits.sentBytes + 1, 0x20))).statusCode).toBe(413)
    expect((await post(gzipSync(Buffer.alloc(recordingLimits.bodyBytes + 1, 0x20)))).statusCode).toBe(413)
    const many = Array.from({ length: recordingLimits.events + 1 }, () => ({
      type: 3,
      timestamp: noon,
      data: 0,
    }))
    expect((await sendChunk(app, { ...good, events: many })).statusCode).toBe(400)
  })

  it('are stored as they are where only a player could be hurt, and nothing of it runs on the way', async () => {
    const data = {
      node: {
        type: 2,
        tagName: 'script',
        attributes: { onload: 'alert(1)', href: 'javascript:alert(1)', srcdoc: '<script>alert(1)</script>' },
        childNodes: [],
        id: 1,
      },
      ['__proto__']: { polluted: true },
      odd: '\ud800 and \u0000',
    }
    const body = { ...good, recordingId: 'recording-x', events: [{ type: 2, timestamp: noon, data }] }
    // By hand: JSON.stringify would leave out what sits on the prototype.
    const text = JSON.stringify({ writeKey: app.writeKey, ...body })
    expect((await post(text)).statusCode).toBe(200)
    const stored = await app.request('GET', '/api/v1/recordings/recording-x/events?chunk=0')
    expect(stored.headers['content-type']).toContain('application/json')
    expect(stored.json().events[0].data.node).toEqual(data.node)
    expect(stored.json().events[0].data.odd).toBe('\ufffd and \ufffd')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    const deep = {
      ...good,
      recordingId: 'recording-y',
      events: [{ type: 2, timestamp: noon, data: nested(1500) }],
    }
    expect((await sendChunk(app, deep)).statusCode).toBe(200)
    expect((await app.request('GET', '/api/v1/recordings/recording-y/events?chunk=0')).statusCode).toBe(200)
  })

  it('do not mix with the recording of another session', async () => {
    expect((await sendChunk(app, { ...good, recordingId: 'recording-m' })).statusCode).toBe(200)
    const other = await sendChunk(app, {
      ...good,
      recordingId: 'recording-m',
      sessionId: 'another',
      chunk: 1,
    })
    expect(other.statusCode).toBe(409)
    expect(other.json()).toMatchObject({ code: 'conflict', field: 'sessionId' })
    const late = { ...good, recordingId: 'recording-m', chunk: 1 }
    const tooLate = { ...late, events: [{ type: 3, timestamp: noon - 50 * 3_600_000, data: {} }] }
    expect((await sendChunk(app, tooLate)).json()).toMatchObject({ code: 'limit_exceeded', field: 'events' })
  })

  it('pages and lists refuse what makes no sense', async () => {
    for (const [query, field] of [
      ['cursor=nonsense', 'cursor'],
      ['limit=0', 'limit'],
      ['signal=happiness', 'signal'],
      ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
      ['from=tomorrow', 'from'],
    ] as const) {
      const answer = await app.request('GET', `/api/v1/recordings?${query}`)
      expect(answer.statusCode, query).toBe(400)
      expect(answer.json()).toMatchObject({ field })
    }
    for (const path of ['(', '[a-', '\\', '.*', '%27;--'])
      expect((await app.request('GET', `/api/v1/recordings?path=${path}`)).json()).toMatchObject({
        recordings: [],
      })
    expect((await app.request('GET', '/api/v1/recordings?session=%00')).json()).toMatchObject({
      field: 'session',
    })
    expect((await app.request('GET', '/api/v1/recordings/%00')).statusCode).toBe(404)
  })
})

/** An object with as many levels. */
function nested(levels: number): object {
  let value: object = {}
  for (let level = 1; level < levels; level++) value = { value }
  return value
}
