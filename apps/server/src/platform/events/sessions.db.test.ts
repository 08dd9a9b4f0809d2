import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventRow } from '../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../testing/event-store.ts'
import { sql, text, within } from '../analytics/sql.ts'
import { needsIdleSessions, sessionsOf } from './sessions.ts'

const minute = 60_000
const start = Date.UTC(2026, 0, 2)
const range = { from: '2026-01-02T00:00:00Z', to: '2026-01-03T00:00:00Z' }
const Row = Type.Object({ message_id: Type.String(), session: Type.String() })

describe('sessions', () => {
  let store: EventStore
  beforeAll(async () => {
    store = await openEventStore()
    const event = (
      project_id: string,
      user_id: string,
      message_id: string,
      minutes: number,
      session_id = '',
    ) => eventRow({ project_id, user_id, message_id, ts: start + minutes * minute, session_id })
    await store.write([
      event('idle', 'a', 'a0', -10),
      event('idle', 'a', 'a1', 5),
      event('idle', 'a', 'a2', 35),
      event('idle', 'a', 'named', 40, 'given'),
      event('idle', 'a', 'a3', 65.01),
      event('idle', 'b', 'b1', 6),
      event('given', 'a', 'g1', 6, 'given'),
    ])
  })
  afterAll(() => store.close())

  const sessions = async (project: string) => {
    const { from, session } = await sessionsOf(store.analytics, project, range)
    const rows = await store.analytics.query(
      sql`SELECT message_id, ${session} AS session FROM ${from} WHERE project_id = ${text(project)} AND ${within(sql`ts`, range)}`,
      Row,
      { name: 'test' },
    )
    return new Map(rows.map(({ message_id, session }) => [message_id, session]))
  }

  it('follow from 30 minutes without an event where no id was sent', async () => {
    const found = await sessions('idle')
    expect(found.get('a1')).toBe(found.get('a2'))
    expect(found.get('named')).toBe('given')
    expect(found.get('a3')).not.toBe(found.get('a2'))
    expect(found.get('b1')).not.toBe(found.get('a1'))
    expect(new Set(found.values()).size).toBe(4)
  })

  it('keep their id whatever range is asked for, since it names the first event', async () => {
    const key = BigInt(eventRow({ project_id: 'idle', user_id: 'a' }).person_key).toString(16)
    expect((await sessions('idle')).get('a1')).toBe(`idle-${key}-${start - 10 * minute}`)
  })

  it('are read as they stand where every event has an id', async () => {
    expect(await needsIdleSessions(store.analytics, 'given', range)).toBe(false)
    expect(await needsIdleSessions(store.analytics, 'idle', range)).toBe(true)
    expect(await sessions('given')).toEqual(new Map([['g1', 'given']]))
  })
})
