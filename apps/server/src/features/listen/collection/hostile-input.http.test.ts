import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { collectionTestApp } from './collection-test-app.ts'
import { anything, fields, message, record } from './hostile-messages.ts'

const app = collectionTestApp()
beforeEach(() => {
  app.rows.length = 0
})
afterAll(() => app.http.close())

const good = (messageId: string) => ({ type: 'track', event: 'Good', userId: 'u', messageId })

const send = (payload: string | Buffer) =>
  app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${Buffer.from('key:').toString('base64')}` },
    payload,
  })

/** A row that the log's writer and the engine can take: well-formed text, no NULs, JSON where JSON belongs. */
function expectStorable(row: EventRow): void {
  for (const value of Object.values(row)) {
    if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true)
    else {
      expect(value.isWellFormed()).toBe(true)
      expect(value).not.toContain('\0')
    }
  }
  for (const json of [row.properties, row.context]) {
    expect(JSON.parse(json)).toBeTypeOf('object')
    // An escape behind an even number of backslashes.
    expect(json).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i)
  }
  expect(row.person_key).toMatch(/^\d+$/)
}

test('whatever stands between two good messages, both are kept and it is stored or refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(message, anything), { maxLength: 5 }), async (hostile) => {
      app.rows.length = 0
      const answer = await send(JSON.stringify({ batch: [good('first'), ...hostile, good('last')] }))
      expect(answer.statusCode).toBe(200)
      const { success, rejected = [] } = answer.json()
      expect(success).toBe(true)
      expect(app.rows.length + rejected.length).toBe(hostile.length + 2)
      expect(app.rows.at(0)?.message_id).toBe('first')
      expect(app.rows.at(-1)?.message_id).toBe('last')
      for (const row of app.rows) expectStorable(row)
      for (const { message: reason } of rejected) expect(reason).toMatch(/^[\w.]+: .+\.$/)
    }),
    { numRuns: 400 },
  )
})

test('whatever the body, the answer is never a server error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anything.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
        record(['batch', 'sentAt', 'context', 'writeKey'], fc.oneof(anything, fc.array(message))).map(
          (body) => Buffer.from(JSON.stringify(body)),
        ),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from([0x1f, 0x8b, ...bytes])),
        fc.string({ unit: 'binary' }).map((body) => gzipSync(body)),
      ),
      async (body) => {
        const answer = await send(body)
        expect([200, 400, 413]).toContain(answer.statusCode)
        expect(answer.json()).toBeTypeOf('object')
      },
    ),
    { numRuns: 400 },
  )
})

test('SQL in every text is text', async () => {
  const sql = "'); DROP TABLE events; -- \\' {x:String} `"
  const attack = Object.fromEntries(fields.map((name) => [name, sql]))
  const everywhere = {
    ...attack,
    properties: { [sql]: sql },
    traits: { [sql]: sql },
    context: { userAgent: sql },
  }
  const answer = await send(
    JSON.stringify({
      batch: [{ ...everywhere, type: 'track', timestamp: undefined, originalTimestamp: undefined }],
    }),
  )
  expect(answer.json()).toEqual({ success: true })
  expect(app.rows).toMatchObject([
    { event: sql, user_id: sql, message_id: sql, properties: JSON.stringify({ [sql]: sql }) },
  ])
})

test('a crowd of messages that are none is answered one by one', async () => {
  const answer = await send(JSON.stringify({ batch: Array(10_000).fill({}) }))
  expect(answer.json().rejected).toHaveLength(10_000)
})
