import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyticsEngines, type OpenedEngine } from '../../testing/analytics-engines.ts'
import { eventRow } from '../../testing/event-rows.ts'
import { openInlineEventLog } from '../events/inline-event-log.ts'
import type { Analytics } from './analytics.ts'
import { float, moment, sql, text, texts, uint64, uint64s } from './sql.ts'

const One = Type.Object({ one: Type.Integer() }, { additionalProperties: false })
const name = { name: 'test' }

describe.each(analyticsEngines)('the analytics store on $name', ({ open }) => {
  let engine: OpenedEngine
  let analytics: Analytics

  beforeAll(async () => {
    engine = await open()
    analytics = engine.analytics
  })
  afterAll(() => engine.close())

  it('keeps values apart from the text of a query, whatever they hold', async () => {
    const Row = Type.Object({
      a: Type.String(),
      list: Type.Array(Type.String()),
      key: Type.String(),
      keys: Type.Array(Type.String()),
      n: Type.Number(),
      at: Type.String(),
    })
    const hostile = `'); DROP TABLE events; -- \\ " \` \n\t {p0:String} 😀`
    const [row] = await analytics.query(
      sql`SELECT ${text(hostile)} AS a, ${texts([hostile, ''])} AS list, ${uint64('18446744073709551615')} AS key,
            ${uint64s(['1', '9007199254740993'])} AS keys, ${float(1.5)} AS n, ${moment('2026-03-29T00:59:59.999Z')} AS at`,
      Row,
      name,
    )
    expect(row).toEqual({
      a: hostile,
      list: [hostile, ''],
      key: '18446744073709551615',
      keys: ['1', '9007199254740993'],
      n: 1.5,
      at: '2026-03-29 00:59:59.999',
    })
  })

  it('refuses rows that are not what the code believes', async () => {
    await expect(analytics.query(sql`SELECT 'x' AS one`, One, name)).rejects.toMatchObject({
      code: 'internal',
    })
    await expect(analytics.query(sql`SELECT 1 AS one, 2 AS two`, One, name)).rejects.toMatchObject({
      code: 'internal',
    })
  })

  it('answers the next query rightly after one that failed in mid-result', async () => {
    const failing = sql`SELECT throwIf(number = 150000) AS one FROM numbers(200000)`
    for (const lane of ['interactive', 'heavy', 'background', 'ingest'] as const) {
      await expect(analytics.query(failing, One, name, lane)).rejects.toThrow('throwIf')
      for (let again = 0; again < 3; again++) {
        expect(await analytics.query(sql`SELECT 7 AS one`, One, name, lane)).toEqual([{ one: 7 }])
      }
    }
  })

  it('takes events while a long report runs', async () => {
    const log = await openInlineEventLog(analytics, async () => true)
    let reporting = true
    // 30 blocks of one row, a third of a second each: ten seconds in which the report's connection is taken.
    const report = analytics
      .query(
        sql`SELECT sum(sleepEachRow(0.33)) AS one FROM numbers(30) SETTINGS max_block_size = 1`,
        Type.Object({ one: Type.String() }),
        name,
        'heavy',
      )
      .finally(() => {
        reporting = false
      })
    let commits = 0
    while (reporting) {
      await log.append([eventRow()])
      commits++
    }
    await report
    await log.close()
    expect(commits).toBeGreaterThan(20)
  })

  it('names a failure by the engine’s name for it', async () => {
    const greedy = sql`SELECT length(groupArray(number)) AS one FROM numbers(10000000) SETTINGS max_memory_usage = 10000000`
    await expect(analytics.query(greedy, One, name)).rejects.toThrow('MEMORY_LIMIT_EXCEEDED')
    await expect(analytics.command(sql`DROP TABLE nowhere`, name)).rejects.toThrow(
      /Code: 60\D.*UNKNOWN_TABLE/s,
    )
    await expect(analytics.insert('nowhere', ['a'], [['a']], name)).rejects.toThrow('UNKNOWN_TABLE')
    await expect(
      analytics.insertBinary('events', [{ name: 'seq', type: 'UInt64' }], [Buffer.from([1, 2, 3])]),
    ).rejects.toThrow('CANNOT_READ_ALL_DATA')
  })

  it('stores rows to the letter, and gives them back as numbers in binary', async () => {
    await analytics.command(
      sql`CREATE TABLE letters (at DateTime64(3, 'UTC'), words String, key UInt64, many Array(String)) ENGINE = MergeTree ORDER BY at`,
      name,
    )
    const awkward = [`it's "so"`, '\\N', '\t\n\r\0\b\f', '{p0:String} -- */ `', '😀 ü\u2028', '', ']]\n[[']
    const rows = awkward.map((words, index) => [
      `2026-03-29 00:59:59.00${index}`,
      words,
      '18446744073709551615',
      [words, ''],
    ])
    await analytics.insert('letters', ['at', 'words', 'key', 'many'], rows, name)
    const Letters = Type.Object({
      at: Type.String(),
      words: Type.String(),
      key: Type.String(),
      many: Type.Array(Type.String()),
    })
    const stored = await analytics.query(
      sql`SELECT at, words, key, many FROM letters WHERE words IN ${texts(awkward)} ORDER BY at`,
      Letters,
      name,
    )
    expect(stored.map(({ at, words, key, many }) => [at, words, key, many])).toEqual(rows)

    const binary = await analytics.bytes(
      sql`SELECT key, toUnixTimestamp64Milli(at) FROM letters WHERE words = ${text('😀 ü\u2028')}`,
      name,
    )
    expect([binary.readBigUInt64LE(0), binary.readBigInt64LE(8), binary.length]).toEqual([
      2n ** 64n - 1n,
      BigInt(Date.parse('2026-03-29T00:59:59.004Z')),
      16,
    ])
  })

  it('lets several pages ask at once without holding more connections than it has', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => analytics.query(sql`SELECT 1 AS one`, One, name)),
    )
    expect(answers.flat()).toHaveLength(40)
  })
})
