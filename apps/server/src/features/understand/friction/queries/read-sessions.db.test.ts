import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { personKey } from '../../../../platform/events/person-key.ts'
import { givenSessions, idleSessions } from '../../../../platform/events/sessions.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { SessionBuilder, type SessionSurroundings } from '../analysis/session-builder.ts'
import { sessionRows } from '../analysis/session-rows.ts'
import { type FrictionData, NEVER } from '../analysis/session-table.ts'
import { type NaiveSession, naiveSessions } from './naive-sessions.ts'
import { peopleDrawn, shareOf } from './people-draw.ts'
import { ordersOfSessionsSql } from './period-counts.ts'
import { DAYS, history, joined, rowsOf, START } from './random-visits.ts'
import { readSessions } from './read-sessions.ts'
import { readTrails, trailsSql, wordsSql } from './trails.ts'

const range = { from: new Date(START).toISOString(), to: new Date(START + DAYS * 86_400_000).toISOString() }
const money = { currency: 'EUR', rates: { USD: 0.5 } }
const everyone = peopleDrawn(1)
const never = new AbortController().signal

describe('the reading of sessions', () => {
  let store: EventStore
  let project = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(() => store.close())

  const keyOf = (projectId: string, user: string) => personKey(projectId, { kind: 'user_id', value: user })

  async function write(events: Parameters<typeof rowsOf>[1]): Promise<string> {
    const projectId = `friction-${++project}`
    await store.write(rowsOf(projectId, events))
    const links = Object.entries(joined).map(([user, to]) => [keyOf(projectId, user), keyOf(projectId, to)])
    const name = { name: 'test' }
    await store.analytics.insert(
      'identity_links',
      ['person_key', 'profile_key', 'version'],
      links.map((link) => [...link, 1]),
      name,
    )
    await store.analytics.insert('identity_members', ['person_key', 'profile_key'], links, name)
    await store.analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, name)
    return projectId
  }

  async function read(projectId: string): Promise<FrictionData> {
    let builder: SessionBuilder | undefined
    await readSessions(store.analytics, { projectId, ...range, timezone: 'UTC', ...money }, never, {
      begin(surroundings) {
        builder = new SessionBuilder(surroundings)
      },
      add(rows) {
        for (const row of sessionRows(rows)) builder?.add(row)
      },
    })
    if (!builder) throw new Error('Nothing was begun.')
    return builder.done()
  }

  it.each([
    ['sessions with ids and without', (session: string) => session],
    ['all sessions with ids', (session: string) => session || 's0'],
    ['all sessions by idle time', () => ''],
  ])('comes to what a plain reading of random histories comes to: %s', async (_, name) => {
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        const events = drawn.map((event) => ({ ...event, session: name(event.session) }))
        const projectId = await write(events)
        const users = new Map(['u1', 'u2', 'u3'].map((user) => [keyOf(projectId, user), user]))
        const expected = naiveSessions(events, {
          from: Date.parse(range.from),
          to: Date.parse(range.to),
          ...money,
        })
        const facts = factsOf(await read(projectId), users)
        expect(inOrder(facts)).toEqual(inOrder(expected))
      }),
      // Shrinking would take longer than a test may; the seed is told.
      { numRuns: 6, endOnFailure: true },
    )
  })

  it.each([true, false])(
    'reads of a draw all that its people did, by joined keys too, and nobody else (idle: %s)',
    async (idle) => {
      const [events = []] = fc.sample(history, { numRuns: 1, seed: 3 })
      const projectId = await write(events)
      const question = {
        projectId,
        range,
        steps: [
          { name: 'Visit', event: null },
          { name: 'Order', event: 'Order Completed' },
        ],
        customEvents: ['Size Guide Opened'],
        idle,
      }
      const sessionsOf = async (share: number) => {
        const people = peopleDrawn(share)
        const rows = [...sessionRows(await readTrails(store.analytics, { ...question, people }))]
        return rows.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
      }
      const whole = await sessionsOf(1)
      expect(whole.length).toBeGreaterThan(10)
      for (const share of [0.1, 0.5, 0.9]) {
        const { to } = peopleDrawn(share)
        expect(await sessionsOf(share)).toEqual(whole.filter(({ profile }) => profile <= BigInt(to)))
      }
    },
  )

  it('draws the share of keys that is asked for, and never nobody', () => {
    expect(peopleDrawn(1)).toEqual({ from: '0', to: String(2n ** 64n - 1n) })
    expect(Number(peopleDrawn(0.1).to)).toBeCloseTo(2 ** 64 / 10, -15)
    expect(BigInt(peopleDrawn(1e-12).to)).toBeGreaterThan(0n)
  })

  it('draws about a million events, and a day later the same people', () => {
    expect([0, 1_000_000, 1_050_000].map(shareOf)).toEqual([1, 1, 1])
    for (const events of [1_300_000, 4_200_000, 10_000_000, 3e9]) {
      expect(events * shareOf(events)).toBeGreaterThan(900_000)
      expect(events * shareOf(events)).toBeLessThan(1_100_000)
    }
    expect(shareOf(4_300_000)).toBe(shareOf(4_200_000))
  })

  it('keeps the end of a session of hundreds of looks', async () => {
    const looks = Array.from({ length: 600 }, (_, index) => ({
      person: 'u1',
      user: 'u1',
      session: 's1',
      at: START + index * 1000,
      event: 'Product Viewed',
      path: '/p',
      device: 'mobile',
      properties: { price: 5 },
    }))
    const order = { event: 'Order Completed', at: START + 700_000, properties: { order_id: 'o', revenue: 7 } }
    const [look] = looks
    if (!look) throw new Error('no look')
    const { sessions } = await read(await write([...looks, { ...look, ...order }]))
    expect([sessions.count, sessions.orders[0], sessions.revenue[0]]).toEqual([1, 1, 7])
    expect(sessions.reachedAt.at(-1)?.[0]).toBe(700_000)
  })

  const steps = [
    { name: 'Visit', event: null },
    { name: 'Checkout', event: 'Checkout Started' },
    { name: 'Address', event: 'Checkout Step Viewed', step: 'address' },
    { name: 'Order', event: 'Order Completed' },
  ]
  const trails = { projectId: 'p', range, steps, customEvents: ['Size Guide Opened'], people: everyone }
  const queries: Readonly<Record<string, Sql>> = {
    'trails-given-sessions': trailsSql({ ...trails, idle: false }),
    'trails-idle-sessions': trailsSql({ ...trails, idle: true }),
    words: wordsSql(trails),
    'orders-given-sessions': ordersOfSessionsSql('p', range, 'EUR', givenSessions, everyone),
    'orders-idle-sessions': ordersOfSessionsSql('p', range, 'EUR', idleSessions('p', range), everyone),
  }
  it('golden SQL of what is asked beside, as it is asked', async () => {
    const asked = new Map<string, string>()
    const { analytics } = store
    const noting: Analytics = {
      ...analytics,
      query: (query, row, tags, lane) => {
        asked.set(tags.name, query.compile().query)
        return analytics.query(query, row, tags, lane)
      },
      bytes: (query, tags, lane) => {
        asked.set(tags.name, query.compile().query)
        return analytics.bytes(query, tags, lane)
      },
    }
    const question = { projectId: 'nobody', ...range, timezone: 'UTC', ...money }
    await readSessions(noting, question, never, { begin: () => {}, add: () => {} })
    for (const name of ['friction_events', 'friction_checkout_steps', 'friction_past'])
      await expect(`${asked.get(name)}\n`).toMatchFileSnapshot(
        join(import.meta.dirname, 'golden', `${name.replaceAll('_', '-')}.sql`),
      )
  })

  it('asks who was in the eight segments that were changed last, as the period begins', async () => {
    const all = Array.from({ length: 10 }, (_, index) => ({ id: `s${index}`, changedAt: new Date(index) }))
    const asked: unknown[] = []
    const members = { id: 's9', name: 'Regulars', profiles: new BigUint64Array([1n]), othersToo: false }
    let begun: SessionSurroundings | undefined
    const sink = {
      begin: (surroundings: SessionSurroundings) => {
        begun = surroundings
      },
      add: () => {},
    }
    const question = { projectId: 'nobody', ...range, timezone: 'UTC', ...money }
    await readSessions(store.analytics, question, never, sink, {
      all: () => all,
      membersBefore: async (projectId, ids, instant) => {
        asked.push(projectId, ids, instant)
        return [members]
      },
    })
    expect(asked).toEqual(['nobody', ['s9', 's8', 's7', 's6', 's5', 's4', 's3', 's2'], range.from])
    expect(begun).toMatchObject({ segments: [members], otherSegments: 2 })
  })

  it.each(Object.keys(queries))('golden SQL, executed: %s', async (name) => {
    const query = queries[name] as Sql
    await expect(`${query.compile().query}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'golden', `${name}.sql`),
    )
    expect(await store.analytics.bytes(query, { name: 'test' })).toBeInstanceOf(Buffer)
  })
})

/** What the columns say, a session at a time. */
function factsOf({ sessions, signals }: FrictionData, users: ReadonlyMap<string, string>): NaiveSession[] {
  const { landing, attributes, currencies } = sessions
  const device = attributes['device.type']
  const list = Array.from({ length: sessions.count }, (_, row) => ({
    person: users.get(sessions.profileOf(row)) ?? sessions.profileOf(row),
    session: sessions.idOf(row).startsWith('idle-') ? '' : sessions.idOf(row),
    start: sessions.start[row] ?? 0,
    device: device.values[device.codes[row] ?? 0] ?? '',
    landing: landing.values[landing.codes[row] ?? 0] ?? '',
    currency: currencies[sessions.currency[row] ?? 0] ?? '',
    reached: sessions.reachedAt.map((column) => (column[row] === NEVER ? null : (column[row] ?? null))),
    inHand: sessions.inHand.map((column) => (Number.isNaN(column[row]) ? null : (column[row] ?? null))),
    pagesBefore: sessions.pagesBefore.map((column) => column[row] ?? 0),
    revenue: sessions.revenue[row] ?? 0,
    orders: sessions.orders[row] ?? 0,
    visitsBefore: sessions.visitsBefore[row] ?? 0,
    ordersBefore: sessions.ordersBefore[row] ?? 0,
    signals: [] as (readonly [number, string, string, string, string])[],
  }))
  for (let row = 0; row < signals.count; row++) {
    const word = (column: Uint32Array) => signals.words[column[row] ?? NEVER] ?? ''
    list[signals.session[row] ?? 0]?.signals.push([
      signals.at[row] ?? 0,
      signals.names[signals.signal[row] ?? 0] ?? '',
      signals.patterns[signals.path[row] ?? 0] ?? '',
      word(signals.element),
      word(signals.detail),
    ])
  }
  return list
}

const inOrder = (sessions: readonly NaiveSession[]): NaiveSession[] =>
  sessions.toSorted((a, b) => a.start - b.start)
