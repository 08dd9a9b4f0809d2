import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyticsEngines, type OpenedEngine } from '../../testing/analytics-engines.ts'
import { eventRow } from '../../testing/event-rows.ts'
import type { Analytics } from '../analytics/analytics.ts'
import { sql, text } from '../analytics/sql.ts'
import { eventColumns } from './event-row.ts'
import { openInlineEventLog } from './inline-event-log.ts'
import { writeRows } from './written-rows.ts'

const always = async () => true
const Row = Type.Object({ message_id: Type.String(), event: Type.String(), seq: Type.String() })

describe.each(analyticsEngines)('the log of a single process on $name', ({ open }) => {
  let engine: OpenedEngine
  let analytics: Analytics

  beforeAll(async () => {
    engine = await open()
    analytics = engine.analytics
  })
  afterAll(() => engine.close())

  const stored = (project: string) =>
    analytics.query(
      sql`SELECT message_id, event, seq FROM events WHERE project_id = ${text(project)} ORDER BY seq`,
      Row,
      { name: 'test' },
    )

  it('gives rows of many callers one growing sequence', async () => {
    const log = await openInlineEventLog(analytics, always)
    const rows = Array.from({ length: 300 }, () => eventRow({ project_id: 'sequence' }))
    await Promise.all(rows.map((row) => log.append([row])))
    const seqs = (await stored('sequence')).map(({ seq }) => Number(seq))
    expect(seqs).toHaveLength(300)
    expect(new Set(seqs).size).toBe(300)
    expect(log.lastSeq()).toBe(Math.max(...seqs))
    await log.close()
  })

  it('keeps the first copy of a message id, whatever the second says', async () => {
    const log = await openInlineEventLog(analytics, always)
    const first = eventRow({ project_id: 'copies', message_id: 'same', event: 'First' })
    const second = eventRow({ ...first, event: 'Second', ts: Date.UTC(2025, 5, 1), user_id: 'u9' })
    await log.append([first, second])
    await log.append([second])
    await Promise.all([log.append([second]), log.append([first])])
    expect((await stored('copies')).map(({ event }) => event)).toEqual(['First'])
    await log.close()
  })

  it('knows after a restart what it held before, even before its filter has read the log', async () => {
    const before = await openInlineEventLog(analytics, always)
    const rows = Array.from({ length: 50 }, () => eventRow({ project_id: 'restart' }))
    await before.append(rows)
    await before.close()

    const after = await openInlineEventLog(analytics, always)
    await after.append(rows)
    await after.close()
    const later = await openInlineEventLog(analytics, always)
    await later.close()
    await later.append(rows)
    expect(await stored('restart')).toHaveLength(50)
    expect(later.lastSeq()).toBeGreaterThanOrEqual(before.lastSeq())
  })

  it('lets the same message id stand in two projects', async () => {
    const log = await openInlineEventLog(analytics, always)
    await log.append([
      eventRow({ project_id: 'one', message_id: 'shared' }),
      eventRow({ project_id: 'two', message_id: 'shared' }),
    ])
    expect(await stored('one')).toHaveLength(1)
    expect(await stored('two')).toHaveLength(1)
    await log.close()
  })

  it('keeps every column to the letter, whatever stands in it', async () => {
    const log = await openInlineEventLog(analytics, always)
    // On both sides of where a length takes one byte more, in texts of one to four bytes a character.
    const lengths = [1, 39, 40, 41, 42, 63, 64, 127, 128, 5461, 5462, 16_383, 16_384]
    const texts = ['a', 'é', '€', '😀', `\t"'\\\n{}%s`].flatMap((each) => lengths.map((n) => each.repeat(n)))
    const rows = texts.map((each, index) =>
      eventRow({
        ...Object.fromEntries(eventColumns.slice(6).map((name) => [name, `${name} ${index}`])),
        project_id: 'letters',
        event: each,
        properties: JSON.stringify({ each }),
        ts: [0, 999, 86_400_000, 2 ** 32 - 1, 2 ** 32, Date.UTC(2026, 1, 3, 4, 5, 6, 789)][index % 6] ?? 0,
        person_key: ['0', '1', '18446744073709551615', '9007199254740993'][index % 4] ?? '',
      }),
    )
    await log.append(rows.slice(0, 20))
    expect(await log.appendWritten([writeRows(rows.slice(10, 30)), writeRows(rows.slice(30))])).toBe(
      rows.length - 20,
    )
    const found = await analytics.query(
      sql`SELECT * EXCEPT (seq) REPLACE (toUnixTimestamp64Milli(ts) AS ts, toUnixTimestamp64Milli(received_at) AS received_at)
          FROM events WHERE project_id = 'letters' ORDER BY seq`,
      Type.Record(Type.String(), Type.String()),
      { name: 'test' },
    )
    const sent = rows.map((row) => ({ ...row, ts: String(row.ts), received_at: String(row.received_at) }))
    expect(found).toEqual(sent)
    await log.close()
  })

  it('acknowledges nothing without room, and goes on when there is room again', async () => {
    let room = false
    const log = await openInlineEventLog(analytics, async () => room)
    const row = eventRow({ project_id: 'full' })
    await expect(log.append([row])).rejects.toMatchObject({ code: 'unavailable' })
    expect(await stored('full')).toHaveLength(0)
    room = true
    await log.append([row])
    expect(await stored('full')).toHaveLength(1)
    await log.close()
  })

  it('refuses by its promise what it can’t hold, and takes the next', async () => {
    const log = await openInlineEventLog(analytics, always)
    const crowd = { ...writeRows([]), messageIds: Array<string>(200_001).fill('one of many') }
    const refused = log.appendWritten([crowd])
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', details: { retryAfter: 2 } })
    expect(await log.append([eventRow({ project_id: 'crowd' })])).toBe(1)
    await log.close()
  })

  it('counts once where the ids of a start can’t be read, and says so', async () => {
    const before = await openInlineEventLog(analytics, always)
    const row = eventRow({ project_id: 'unread' })
    await before.append([row])
    await before.close()

    const failing = { ...analytics, bytes: () => Promise.reject(new Error('The memory is full.')) }
    const told: unknown[] = []
    const log = await openInlineEventLog(failing, always, (error) => told.push(error))
    expect(await log.append([row, eventRow({ project_id: 'unread' })])).toBe(1)
    await log.close()
    expect(told).toMatchObject([{ message: 'The memory is full.' }])
  })
})
