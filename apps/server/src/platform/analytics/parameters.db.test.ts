import { array, assert, asyncProperty, bigInt, double, string, integer as whole } from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyticsEngines, type OpenedEngine } from '../../testing/analytics-engines.ts'
import type { Analytics, Lane } from './analytics.ts'
import { float, integer, sql, text, texts, uint64, uint64s } from './sql.ts'

const tags = { name: 'test' }
const Given = Type.Object({
  one: Type.String(),
  many: Type.Array(Type.String()),
  whole: Type.String(),
  number: Type.Number(),
  key: Type.String(),
  keys: Type.Array(Type.String()),
})

describe.each(analyticsEngines)('parameters of $name', ({ open }) => {
  let engine: OpenedEngine
  let analytics: Analytics

  beforeAll(async () => {
    engine = await open()
    analytics = engine.analytics
  })
  afterAll(() => engine.close())

  it('come back as they were given, whatever text they are', async () => {
    const anyText = string({ unit: 'binary' })
    const key = bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
    await assert(
      asyncProperty(
        anyText,
        array(anyText),
        whole(),
        double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        key,
        array(key),
        async (one, many, number, decimal, id, ids) => {
          const [row] = await analytics.query(
            sql`SELECT ${text(one)} AS one, ${texts(many)} AS many, ${integer(number)} AS whole,
              ${float(decimal)} AS number, ${uint64(id)} AS key, ${uint64s(ids)} AS keys`,
            Given,
            tags,
          )
          expect(row).toEqual({ one, many, whole: String(number), number: decimal, key: id, keys: ids })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('may be longer than a query may be', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `a message id as long as many are, ${index}`)
    const keys = Array.from({ length: 20_000 }, (_, index) => String(2n ** 63n + BigInt(index)))
    const Count = Type.Object({ count: Type.Integer(), joined: Type.String(), found: Type.Integer() })
    const query = sql`
      SELECT toUInt32(length(${texts(many)})) AS count, arrayStringConcat(${texts(many)}, '\\n') AS joined,
        toUInt32(countIf(toUInt64(number + ${uint64('9223372036854775800')}) IN ${uint64s(keys)}
          AND concat('a message id as long as many are, ', toString(number)) NOT IN ${texts(many.slice(0, 15_000))})) AS found
      FROM numbers(30000)`
    const [row] = await analytics.query(query, Count, tags)
    expect(row).toEqual({ count: 20_000, joined: many.join('\n'), found: 5_008 })
  })

  it('let a query with parameters run beside a longer one', async () => {
    const ended: Lane[] = []
    const run = async (lane: Lane, seconds: number) => {
      await analytics.command(sql`SELECT sleep(${float(seconds)})`, tags, lane)
      ended.push(lane)
    }
    await Promise.all([run('heavy', 2), run('ingest', 0.1)])
    expect(ended).toEqual(['ingest', 'heavy'])
  })
})
