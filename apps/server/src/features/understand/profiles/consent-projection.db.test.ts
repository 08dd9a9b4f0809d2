import fc from 'fast-check'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { type InlineEventLog, openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { personKey } from '../../../platform/events/person-key.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { followPeople, type PeopleProjectionHandle } from './index.ts'
import { dumpPeople } from './people-dump-queries.ts'
import { profileQueries } from './profile-queries.ts'

let store: EventStore
let log: InlineEventLog
let people: PeopleProjectionHandle

beforeAll(async () => {
  store = await openEventStore()
  log = await openInlineEventLog(store.analytics, async () => true)
  people = await followPeople({
    analytics: store.analytics,
    log,
    projects: { byId: () => undefined },
    clock: Date.now,
    logger: pino({ level: 'warn' }),
  })
})

afterAll(async () => {
  await people.projector.close()
  await log.close()
  await store.close()
})

interface Word {
  readonly id: string
  readonly who: string
  readonly ts: number
  readonly said: Readonly<Record<string, boolean>>
  readonly of: 'ours' | 'segment'
}

const purposes = ['analytics', 'replay', 'marketing', 'Advertising']
const words = fc
  .array(
    fc.record({
      who: fc.constantFrom('a1', 'a2', 'a3'),
      ts: fc.integer({ min: 1, max: 4 }),
      said: fc.dictionary(fc.constantFrom(...purposes), fc.boolean()),
      of: fc.constantFrom('ours' as const, 'segment' as const),
    }),
    { maxLength: 12 },
  )
  .map((list): Word[] => list.map((word, at) => ({ ...word, id: `m${(at * 7) % 12}` })))

const rowOf = ({ id, who, ts, said, of }: Word, project_id: string): EventRow =>
  eventRow({
    project_id,
    message_id: id,
    anonymous_id: who,
    ts,
    event: of === 'ours' ? 'Consent Updated' : 'Segment Consent Preference Updated',
    ...(of === 'ours'
      ? { properties: JSON.stringify({ ...said, path: '/' }) }
      : { context: JSON.stringify({ consent: { categoryPreferences: said } }) }),
  })

/** What the page of the decision says, read plainly: of each purpose the last word by (time, message id). */
function plainly(all: readonly Word[], who: readonly string[]): Record<string, number> {
  const inOrder = all
    .filter((word) => who.includes(word.who))
    .sort((a, b) => a.ts - b.ts || (a.id < b.id ? -1 : 1))
  const last: Record<string, number> = {}
  for (const { said, of } of inOrder)
    for (const [purpose, granted] of Object.entries(said))
      if (of === 'segment' || purpose !== 'Advertising') last[purpose] = granted ? 1 : 0
  return last
}

let project = 0

test('consent is the last word on each purpose, in any order, in any batches, after repeats and a rebuild', async () => {
  const queries = profileQueries(store.analytics)
  const consentOf = async (projectId: string, who: readonly string[]) => {
    const keys = who.map((value) => personKey(projectId, { kind: 'anonymous_id', value }))
    const rows = await queries.consent(projectId, keys)
    return Object.fromEntries(rows.map(({ purpose, granted }) => [purpose, granted]))
  }
  const arrivals = words.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.subarray(all),
      cuts: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
    }),
  )
  const groups = [['a1'], ['a1', 'a2'], ['a1', 'a2', 'a3']]
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ all, order, again, cuts }) => {
      const projectId = `consent${++project}`
      let batch: EventRow[] = []
      for (const [at, word] of [...order, ...again].entries()) {
        batch.push(rowOf(word, projectId))
        if (!cuts[at]) continue
        await log.append(batch)
        await people.projector.pass()
        batch = []
      }
      await log.append(batch)
      await people.projector.reached(log.lastSeq())
      for (const who of groups) expect(await consentOf(projectId, who)).toEqual(plainly(all, who))
    }),
    { numRuns: 15 },
  )
  const before = await dumpPeople(store.analytics)
  expect(before.filter((line) => line.startsWith("('consent'")).length).toBeGreaterThan(20)
  await people.rebuild(() => undefined)
  expect(await dumpPeople(store.analytics)).toEqual(before)
})
