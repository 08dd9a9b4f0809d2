import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analytics } from '../../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, uint64 } from '../../../../platform/analytics/sql.ts'
import { folderBlobs } from '../../../../platform/blobs/folder-blobs.ts'
import { eraseEvents } from '../../../../platform/events/erase-events.ts'
import { personKey } from '../../../../platform/events/person-key.ts'
import { type EventStore, openEventStore } from '../../../../testing/event-store.ts'
import { sessionRows } from '../analysis/session-rows.ts'
import { identityLinksSql } from './identity-links.ts'
import { type KeptReadings, keptReadings } from './kept-readings.ts'
import type { NaiveEvent } from './naive-sessions.ts'
import { peopleDrawn } from './people-draw.ts'
import { DAYS, history, rowsOf, START } from './random-visits.ts'
import { readVisits, type Visits, type VisitsQuestion } from './read-visits.ts'
import { touchedSql } from './touched-people.ts'
import { trailsSql } from './trails.ts'

const HOUR = 3_600_000
const users = ['u1', 'u2', 'u3', 'u4', 'u5'] as const
const tags = { name: 'test' }
const steps = ['Visit', 'Product Viewed', 'Checkout Started', 'Order Completed'].map((name, index) => ({
  name,
  event: index === 0 ? null : name,
}))

/** What may happen between two readings. After these the second builds on the first. */
const followed = ['events came', 'joined', 'parted', 'another period'] as const
const happening = fc.constantFrom(
  ...followed,
  ...followed,
  ...(['erased', 'another step', 'another currency', 'broken'] as const),
)

interface Happening {
  readonly what: typeof happening extends fc.Arbitrary<infer W> ? W : never
  readonly one: string
  readonly other: string
  /** Of the period, in hours. */
  readonly from: number
  readonly to: number
}

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: happening,
    one: fc.constantFrom(...users),
    other: fc.constantFrom(...users),
    from: fc.constantFrom(-24, 0, 7, 24),
    to: fc.constantFrom(-5, 0, 1, 24),
  }),
  { minLength: 5, maxLength: 6 },
)
const start: fc.Arbitrary<Pick<VisitsQuestion, 'idle' | 'people'>> = fc.record({
  idle: fc.boolean(),
  people: fc.constantFrom(0.5, 0.8, 1, 1).map(peopleDrawn),
})

describe('the reading of what changed since the last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-readings-'))
  const blobs = folderBlobs(folder)
  let store: EventStore
  let written = 0
  let projects = 0
  beforeAll(async () => {
    store = await openEventStore()
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const failures: unknown[] = []
  const readings = () =>
    keptReadings({
      blobs,
      log: { lastSeq: () => written },
      onFailure: (error) => failures.push(error),
      isWorthKeeping: () => true,
    })

  it('comes to the same sessions as a reading of all, whatever happened in between', async () => {
    await fc.assert(
      fc.asyncProperty(history, happenings, start, async (events, changes, drawn) => {
        const shop = shopOf(`kept-${++projects}`, events)
        const kept = readings()
        let question: VisitsQuestion = {
          projectId: shop.projectId,
          range: rangeOf(START, START + DAYS * 24 * HOUR),
          steps,
          customEvents: ['Size Guide Opened'],
          currency: 'EUR',
          events: events.length,
          ...drawn,
        }
        await shop.write()
        await expectSame(question, kept)
        for (const change of changes) {
          question = await shop.change(change, question, kept)
          const isBuiltOn = await expectSame(question, kept)
          expect([change.what, isBuiltOn]).toEqual([change.what, followed.some((one) => one === change.what)])
        }
      }),
      // Each a few dozen readings. Shrinking would take longer than a test may; the seed is told.
      { numRuns: 2, endOnFailure: true },
    )
  })

  /** @returns whether it built on the one before */
  async function expectSame(question: VisitsQuestion, kept: KeptReadings): Promise<boolean> {
    const asked: string[] = []
    const noting: Analytics = {
      ...store.analytics,
      bytes: (query, told, lane) => {
        asked.push(query.compile().query)
        return store.analytics.bytes(query, told, lane)
      },
    }
    const visits = sorted(await readVisits(noting, question, kept))
    expect(visits).toEqual(sorted(await readVisits(store.analytics, question)))
    return asked.some((query) => query.startsWith('WITH named_keys'))
  }

  function shopOf(projectId: string, events: readonly NaiveEvent[]) {
    const rows = rowsOf(projectId, events)
    const key = (user: string) => personKey(projectId, { kind: 'user_id', value: user })
    const profiles = new Map<string, string>(users.map((user) => [user, user]))
    let version = 0
    let sent = 0

    const write = async () => {
      const some = rows.slice(sent, sent + Math.ceil(rows.length / 4))
      sent += some.length
      written += some.length
      await store.write(some)
    }
    const link = async (user: string, profile: string) => {
      profiles.set(user, profile)
      const row = [key(user), key(profile), ++version]
      const columns = ['person_key', 'profile_key', 'version']
      const { analytics } = store
      await analytics.insert('identity_links', columns, [row], tags)
      await analytics.insert('identity_members', columns.slice(0, 2), [row.slice(0, 2)], tags)
      // As the product does: the newest in a small dictionary, now and then all in the large one.
      if (version % 3 > 0) await analytics.insert('identity_recent_links', columns, [row], tags)
      else await analytics.command(sql`TRUNCATE TABLE identity_recent_links`, tags)
      if (version % 3 === 0) await analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_map`, tags)
      await analytics.command(sql`SYSTEM RELOAD DICTIONARY identity_recent_map`, tags)
    }

    return {
      projectId,
      write,
      async change(
        { what, one, other, from, to }: Happening,
        question: VisitsQuestion,
        kept: KeptReadings,
      ): Promise<VisitsQuestion> {
        const profile = profiles.get(other) ?? other
        switch (what) {
          case 'events came':
            await write()
            return question
          case 'joined':
            for (const [user, theirs] of profiles)
              if (theirs === profiles.get(one) && theirs !== profile) await link(user, profile)
            return question
          case 'parted':
            if (profiles.get(one) !== one) await link(one, one)
            return question
          case 'another period': {
            const { range } = question
            return {
              ...question,
              range: rangeOf(Date.parse(range.from) + from * HOUR, Date.parse(range.to) + to * HOUR),
            }
          }
          case 'erased':
            await eraseEvents(
              store.analytics,
              sql`project_id = ${text(projectId)} AND person_key = ${uint64(key(one))}`,
            )
            await kept.forget(projectId)
            return question
          case 'another step':
            return { ...question, steps: question.steps === steps ? steps.toSpliced(1, 1) : steps }
          case 'another currency':
            return { ...question, currency: question.currency === 'EUR' ? 'CHF' : 'EUR' }
          case 'broken':
            breakFiles(folder)
            return question
        }
      },
    }
  }

  it('asks for named people by their keys, each told once', async () => {
    const { query } = trailsSql({ ...question, people: { keys: ['1', '2'] } }).compile()
    await expect(`${query}\n`).toMatchFileSnapshot(golden('trails-named-people'))
  })

  it.each<[string, Sql]>([
    ['touched', touchedSql({ ...question, idle: false }, { seq: 7, range: rangeOf(START - HOUR, START) })],
    ['touched-idle-sessions', touchedSql(question, { seq: 7, range: rangeOf(START - HOUR, START) })],
    ['links', identityLinksSql(peopleDrawn(0.5))],
  ])('golden SQL, executed: %s', async (name, query) => {
    await expect(`${query.compile().query}\n`).toMatchFileSnapshot(golden(name))
    expect(await store.analytics.bytes(query, tags)).toBeInstanceOf(Buffer)
  })
})

const golden = (name: string) => join(import.meta.dirname, 'golden', `friction-${name}.sql`)

const question = {
  projectId: 'p',
  range: rangeOf(START, START + HOUR),
  steps,
  customEvents: ['Size Guide Opened'],
  people: peopleDrawn(0.5),
  idle: true,
}

function rangeOf(from: number, to: number) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

const sorted = ({ orders, trails }: Visits) => {
  const byText = <T>(list: readonly T[], textOf: (one: T) => string) =>
    list.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
  return {
    orders: byText(orders, ({ profile, session, currency }) => `${profile} ${session} ${currency}`),
    sessions: byText(
      trails.flatMap((rows) => [...sessionRows(rows)]),
      ({ profile, id }) => `${profile} ${id}`,
    ),
  }
}

/** One bit of each, in the middle. */
function breakFiles(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('reading')) continue
    const bytes = readFileSync(join(folder, name))
    const middle = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    writeFileSync(join(folder, name), bytes)
  }
}
