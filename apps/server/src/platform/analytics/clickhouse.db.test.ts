import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClickHouseDouble, startClickHouseDouble } from '../../testing/clickhouse-double.ts'
import type { Analytics, Lane } from './analytics.ts'
import { openClickHouse, type Patience } from './clickhouse.ts'
import { openAnalytics } from './open-analytics.ts'
import { sql, text } from './sql.ts'

const tags = { name: 'test' }
const Word = Type.Object({ word: Type.String() })
const lanes: readonly Lane[] = ['ingest', 'interactive', 'heavy', 'background']

describe('a ClickHouse server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-clickhouse-'))
  let double: ClickHouseDouble
  let analytics: Analytics

  beforeAll(async () => {
    double = await startClickHouseDouble(folder)
    analytics = await openClickHouse(double.url)
  })
  afterAll(async () => {
    await analytics.close()
    await double.close()
    rmSync(folder, { recursive: true })
  })

  /** Connections that give up on a server after so many seconds of silence, other than by default. */
  async function patient(silences: Partial<Record<Lane, number>>): Promise<Analytics> {
    const patience = Object.fromEntries(
      lanes.map((lane) => [lane, { silence: silences[lane] ?? 60 }]),
    ) as Record<Lane, Patience>
    return openClickHouse(double.url, patience)
  }

  it('is given up by a page sooner than by a long report', async () => {
    const store = await patient({ interactive: 0.2 })
    const longer = double.hold('long report')
    const report = store.query(sql`SELECT ${text('told')} AS word /* long report */`, Word, tags, 'heavy')
    await longer.arrived
    const late = double.hold('page')
    const page = store.query(sql`SELECT ${text('never told')} AS word /* page */`, Word, tags)
    await expect(page).rejects.toThrow('ClickHouse gave no sign for 0.2 s.')
    late.release()
    longer.release()
    expect(await report).toEqual([{ word: 'told' }])
    expect(await store.query(sql`SELECT 'next' AS word`, Word, tags)).toEqual([{ word: 'next' }])
    await store.close()
  })

  it('is not given up while it tells of its work', async () => {
    const store = await patient({ interactive: 2 })
    const held = double.hold('slow')
    const page = store.query(sql`SELECT ${text('told')} AS word /* slow */`, Word, tags)
    await held.arrived
    // Longer than its silence may be, with more of these headers than Node takes unless told to.
    for (let sign = 0; sign < 60; sign++) {
      for (let header = 0; header < 10; header++) held.signOfLife()
      await wait(50)
    }
    held.release()
    expect(await page).toEqual([{ word: 'told' }])
    await store.close()
  })

  it('may fail after it has told of its work', async () => {
    const held = double.hold('throwIf')
    const page = analytics.query(sql`SELECT toString(throwIf(1)) AS word`, Word, tags)
    await held.arrived
    held.signOfLife()
    held.release()
    await expect(page).rejects.toThrow('FUNCTION_THROW_IF_VALUE_IS_NON_ZERO')
  })

  it('ends what nobody waits for any longer', async () => {
    const limits = await Promise.all(
      lanes.map((lane) =>
        analytics.query(sql`SELECT toString(getSetting('max_execution_time')) AS word`, Word, tags, lane),
      ),
    )
    expect(limits.flat().map(({ word }) => word)).toEqual(['0', '60', '900', '0'])
  })

  it('keeps its own limits of memory and threads', async () => {
    const own = sql`SELECT toString(countIf(changed)) AS word FROM system.settings
      WHERE name IN ('max_memory_usage', 'max_threads', 'os_threads_nice_value_query')`
    for (const lane of lanes) expect(await analytics.query(own, Word, tags, lane)).toEqual([{ word: '0' }])
  })

  it('is left only when what runs has been answered', async () => {
    const store = await openClickHouse(double.url)
    const held = double.hold('last')
    const done: string[] = []
    const last = store.query(sql`SELECT ${text('told')} AS word /* last */`, Word, tags).finally(() => {
      done.push('answered')
    })
    await held.arrived
    const closed = store.close().finally(() => {
      done.push('closed')
    })
    held.release()
    expect(await last).toEqual([{ word: 'told' }])
    await closed
    expect(done).toEqual(['answered', 'closed'])
  })

  it('may have the tables in a database of their own', async () => {
    await analytics.command(sql`CREATE DATABASE shop`, tags)
    const shop = await openAnalytics({ kind: 'clickhouse', url: `${double.url}/shop` })
    await shop.insert('identity_links', ['person_key', 'profile_key', 'version'], [['1', '2', '1']], tags)
    await shop.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, tags)
    expect(
      await shop.query(
        sql`SELECT toString(dictGet('identity_map', 'profile_key', toUInt64(1))) AS word`,
        Word,
        tags,
      ),
    ).toEqual([{ word: '2' }])
    await shop.close()
  })

  it('says so where user or password are wrong', async () => {
    const url = double.url.replace('//', '//somebody:wrong@')
    await expect(openAnalytics({ kind: 'clickhouse', url })).rejects.toThrow('AUTHENTICATION_FAILED')
  })

  it('says so where it is not there', async () => {
    const other = await openClickHouse('http://127.0.0.1:1')
    await expect(other.ping()).rejects.toThrow('ECONNREFUSED')
    await other.close()
  })
})
