import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { ImportMapping } from '@throughline/contract/imports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImportTestApp, outcomesOf, startImportTestApp } from './import-test-app.ts'

const header = 'user_id,ordered_at,total\n'
const row = (index: number) => `u${index},2026-01-0${(index % 9) + 1},${index}.50\n`
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1)).join('')
const csv = header + rows(200)

let app: ImportTestApp
beforeAll(async () => {
  app = await startImportTestApp()
})
afterAll(() => app.close())

const mappingOf = async (content: string | Buffer): Promise<{ id: string; mapping: ImportMapping }> => {
  const { id, mapping, problem } = await app.send('file', content)
  if (!mapping) throw new Error(problem ?? 'no mapping')
  return { id, mapping }
}

describe('a file that can’t be imported', () => {
  it.each([
    ['empty', '', 'empty'],
    ['blank', ' \n \n', 'no rows'],
    ['a header only', header, 'no rows after it'],
    ['binary', randomBytes(5000), 'no text'],
    ['a zip archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(100)]), 'a zip archive'],
    ['a JSON list', '[{"type":"track"}]\n', 'one JSON list'],
    [
      'gzip by its first bytes alone',
      Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(300)]),
      'damaged',
    ],
  ])('says why: %s', async (_, content, reason) => {
    const sent = await app.send('file', content)
    expect(sent).toMatchObject({ status: 'failed', hasFile: false, problem: expect.stringContaining(reason) })
  })

  it('but could be with a mapping, is kept for one', async () => {
    const prose = 'Dear customer,\nthank you\nfor all of your orders; we, too\nlike it\n'
    const sent = await app.send('file', prose)
    expect(sent).toMatchObject({ status: 'ready', mapping: null, hasFile: true })
    expect(sent.inspection?.notes).toEqual([expect.stringContaining('format is not known')])
    const start = await app.request('POST', `/api/v1/imports/${sent.id}/start`)
    expect(start.json()).toMatchObject({ code: 'invalid', field: 'mapping' })
  })

  it('says that a gzip file was cut off, and stores nothing of it', async () => {
    const big = header + rows(200_000)
    const packed = gzipSync(big)
    const { id } = await mappingOf(packed.subarray(0, Math.floor(packed.length * 0.9)))
    const ended = await app.run(id, 'start')
    expect(ended).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('cut off'),
      hasFile: true,
    })
    expect(ended.run).toBeNull()
  })
})

describe('a file with something odd in it', () => {
  it.each([
    ['gzip', gzipSync(csv)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['UTF-8 with a mark', `\ufeff${csv}`],
    ['Windows line ends', csv.replaceAll('\n', '\r\n')],
    ['no line feed at the end', csv.slice(0, -1)],
  ])('is read all the same: %s', async (_, content) => {
    const { id } = await mappingOf(content)
    expect((await app.run(id, 'check')).dryRun).toMatchObject({ events: 200, rejections: [] })
  })

  it('is read as Windows-1252 where it is no UTF-8, and says so', async () => {
    const sent = await app.send(
      'file',
      Buffer.from(`user_id,date,city\n${'u1,2026-01-01,Z\u00fcrich\n'.repeat(5)}`, 'latin1'),
    )
    expect(sent.inspection).toMatchObject({ encoding: 'windows-1252' })
    expect(sent.inspection?.notes.join()).toContain('not UTF-8')
    expect(sent.inspection?.columns[2]?.examples).toEqual(['Z\u00fcrich'])
  })

  it('is split as it is also where no column holds times', async () => {
    const sent = await app.send('file.csv', `user_id;city;paid\n${'u1;Bern;1,50\n'.repeat(5)}`)
    expect(sent).toMatchObject({
      mapping: null,
      inspection: { table: { delimiter: ';', header: true, decimal: ',' } },
    })
    expect(sent.inspection?.notes.join()).toContain('No column holds times')
  })

  it('rejects rows one by one, with reason and lines, and takes their neighbours', async () => {
    const content = [
      header.trim(),
      'u1,2026-01-01,1.50',
      'u2,yesterday,1.50',
      'u3,2026-01-03,a lot',
      'u4,2026-01-04',
      ',2026-01-05,1.50',
      '',
      'u7,2026-01-07,1.50,,',
      'u8,2026-13-07,1.50',
      `u9,2026-01-09,1.50,${'x'.repeat(2_000_000)}`,
      'u\0ten,2026-01-10,1.50',
      '',
    ].join('\n')
    const { id, mapping } = await mappingOf(header + rows(20))
    await app.request('DELETE', `/api/v1/imports/${id}`)
    const odd = await app.send('odd.csv', content)
    const checked = await app.run(odd.id, 'check', mapping)
    expect(outcomesOf(checked.dryRun)).toEqual({ header: 1, event: 3, blank: 1, rejected: 6 })
    expect(checked.dryRun?.rejections).toEqual(
      expect.arrayContaining([
        { rows: 2, lines: [3, 9], reason: 'Column "ordered_at" must hold a time of the layout iso.' },
        { rows: 1, lines: [4], reason: 'Column "total" must hold a number such as 1234.50.' },
        { rows: 1, lines: [5], reason: 'The row has 2 fields where 3 are expected.' },
        { rows: 1, lines: [6], reason: expect.stringContaining('userId') },
        { rows: 1, lines: [10], reason: expect.stringContaining('longer than 1 MB') },
      ]),
    )
  })

  it('closes a quote that is never closed after its line, and goes on', async () => {
    const content = `${header}u1,2026-01-01,"1.50\n${rows(60_000)}`
    const { id } = await mappingOf(header + rows(20))
    const { mapping } = await app.get(id)
    const broken = await app.send('broken.csv', content)
    const checked = await app.run(broken.id, 'check', mapping ?? undefined)
    expect(checked.dryRun).toMatchObject({
      rows: 60_002,
      events: 60_000,
      rejections: [{ rows: 1, lines: [2] }],
    })
  })

  it('tells columns of one name apart', async () => {
    const sent = await app.send('file', `user_id,date,note,note\n${'u1,2026-01-01,a,b\n'.repeat(3)}`)
    expect(sent.inspection?.columns.map(({ name }) => name)).toEqual(['user_id', 'date', 'note', 'note (2)'])
    expect(sent.inspection?.notes).toEqual([
      'Several columns are called "note". The second is "note (2)" here.',
    ])
  })
})

describe('NDJSON of Segment messages', () => {
  it('keeps message ids, times and all identifiers; a bad line costs no other', async () => {
    const message = (extra: object) =>
      JSON.stringify({
        type: 'track',
        event: 'Signed Up',
        userId: 'u1',
        timestamp: '2025-05-01T00:00:00Z',
        ...extra,
      })
    const lines = [
      message({ messageId: 'own-1', sentAt: '2025-05-01T00:00:05Z' }),
      message({ messageId: 'own-1' }),
      message({ userId: 'u2' }),
      message({ timestamp: undefined }),
      'not json',
      '{"type":"track"',
      message({ type: 'trick' }),
      message({ context: { ip: '192.0.2.9' }, properties: { note: 'a\u0000b' } }),
    ]
    const sent = await app.send('events.ndjson', lines.join('\n'))
    expect(sent).toMatchObject({ mapping: { format: 'segment' } })
    const done = await app.run(sent.id, 'start')
    expect(done.run).toMatchObject({ events: 4, added: 3 })
    expect(outcomesOf(done.run)).toEqual({ event: 4, rejected: 4 })
    expect(done.run?.rejections.map(({ lines: numbers }) => numbers).sort()).toEqual([[4], [5, 6], [7]])
    expect(JSON.stringify(done)).not.toContain('192.0.2.9')
    const { events } = (await app.request('GET', '/api/v1/events?event=Signed%20Up')).json()
    expect(events?.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual(
      Array.from({ length: 3 }, () => '2025-05-01T00:00:00.000Z'),
    )
  })
})

describe('an upload', () => {
  const put = (id: string, offset: number, payload: string) =>
    app.http.inject({
      method: 'PUT',
      url: `/api/v1/imports/${id}/file?offset=${offset}`,
      headers: { authorization: `Bearer ${app.apiToken}`, 'content-type': 'application/octet-stream' },
      payload,
    })

  it('goes on where it broke off, and takes neither gaps nor more than was announced', async () => {
    const made = await app.request('POST', '/api/v1/imports', { name: 'parts.csv', size: csv.length })
    expect(made.statusCode).toBe(201)
    const { id } = made.json()
    expect((await put(id, 0, csv.slice(0, 1000))).json()).toMatchObject({
      status: 'uploading',
      received: 1000,
    })
    const gap = await put(id, 2000, csv.slice(2000))
    expect(gap.statusCode).toBe(409)
    expect(gap.json()).toMatchObject({ field: 'offset', detail: expect.stringContaining('must be 1000') })
    expect((await app.request('POST', `/api/v1/imports/${id}/start`)).statusCode).toBe(409)
    expect((await put(id, 1000, `${csv.slice(1000)}more`)).json()).toMatchObject({
      code: 'invalid',
      field: 'size',
    })
    const { received } = await app.get(id)
    expect((await put(id, received, csv.slice(received))).json()).toMatchObject({
      status: 'ready',
      received: csv.length,
    })
    expect((await app.request('DELETE', `/api/v1/imports/${id}`)).statusCode).toBe(204)
    expect((await app.request('GET', `/api/v1/imports/${id}`)).statusCode).toBe(404)
  })

  it('needs a token, and is nobody else’s', async () => {
    const { id } = await app.send('file', csv)
    const stranger = await app.http.inject({ method: 'PUT', url: `/api/v1/imports/${id}/file`, payload: 'x' })
    expect(stranger.statusCode).toBe(401)
    const unknown = await app.request('GET', '/api/v1/imports/..%2Fstate')
    expect(unknown.statusCode).toBe(404)
  })

  it('takes no name and no mapping that can’t be kept', async () => {
    const { id, mapping } = await mappingOf(csv)
    const event = { value: 'a\0b' }
    expect(
      (await app.request('PUT', `/api/v1/imports/${id}/mapping`, { ...mapping, event })).json(),
    ).toMatchObject({ status: 400, field: 'event.value' })
    const named = await app.request('POST', '/api/v1/imports', { name: 'a\0b', size: 1 })
    expect(named.json()).toMatchObject({ status: 400, field: 'name' })
  })

  it('says which field of a mapping does not fit the file', async () => {
    const { id, mapping } = await mappingOf(csv)
    const answer = await app.request('PUT', `/api/v1/imports/${id}/mapping`, { ...mapping, revenue: 'price' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      field: 'revenue',
      detail: 'revenue: the file has no column "price". It has "user_id", "ordered_at", "total".',
    })
    const lacking = await app.request('PUT', `/api/v1/imports/${id}/mapping`, {
      format: 'csv',
      delimiter: ',',
    })
    expect(lacking.json()).toMatchObject({ code: 'invalid', detail: 'header: is missing.' })
    const preview = await app.request('POST', `/api/v1/imports/${id}/preview`, mapping)
    expect(preview.json().rows.slice(0, 2)).toMatchObject([
      { line: 1, outcome: 'header' },
      { line: 2, outcome: 'event', messages: [{ userId: 'u1', properties: { revenue: 1.5 } }] },
    ])
  })

  it('is taken once, however often it is started at once', async () => {
    const { id } = await mappingOf(csv)
    const start = () => app.request('POST', `/api/v1/imports/${id}/start`)
    const answers = await Promise.all([start(), start(), start()])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409])
    expect(await app.settled(id)).toMatchObject({ status: 'done', problem: null })
  })

  it('can be paused, goes on, and is gone when cancelled', async () => {
    const { id } = await mappingOf(header + rows(50_000))
    await app.request('POST', `/api/v1/imports/${id}/start`)
    const paused = await app.request('POST', `/api/v1/imports/${id}/pause`)
    expect(['paused', 'done']).toContain(paused.json().status)
    if (paused.json().status === 'paused') await app.run(id, 'start')
    expect(await app.settled(id)).toMatchObject({ status: 'done', run: { events: 50_000 } })

    const other = await mappingOf(csv)
    const cancelled = await app.request('POST', `/api/v1/imports/${other.id}/cancel`)
    expect(cancelled.json()).toMatchObject({ status: 'cancelled', hasFile: false })
    expect((await app.request('POST', `/api/v1/imports/${other.id}/start`)).statusCode).toBe(409)
  })
})
