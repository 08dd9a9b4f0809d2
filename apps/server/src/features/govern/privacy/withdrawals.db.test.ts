import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, text } from '../../../platform/analytics/sql.ts'
import { eraseEvents, purgeErased } from '../../../platform/events/erase-events.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { type InlineEventLog, openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { openState } from '../../../platform/state/open-state.ts'
import type { State } from '../../../platform/state/state.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { type EventStore, openEventStore } from '../../../testing/event-store.ts'
import { copyPreparedState } from '../../../testing/prepared-state.ts'
import { type PeopleFeature, peopleFeature } from '../../understand/profiles/index.ts'
import { dumpPeople } from '../../understand/profiles/people-dump-queries.ts'
import { type PrivacyFeature, privacyFeature } from './index.ts'
import { leftOf, rowOfHappening, withdrawalHistories } from './withdrawal-histories.ts'

let folder: string
let store: EventStore
let state: State
let log: InlineEventLog
let people: PeopleFeature
let privacy: PrivacyFeature

const logger = pino({ level: 'warn' })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-privacy-'))
  await copyPreparedState(join(folder, 'state'))
  state = await openState({ kind: 'embedded', dataDir: join(folder, 'state') })
  store = await openEventStore()
  const { analytics } = store
  log = await openInlineEventLog(analytics, async () => true)
  const project = {
    id: 'p',
    name: 'Shop',
    timezone: 'UTC',
    currency: 'EUR',
    identityRules: { joinByEmail: false, joinByPhone: false },
  }
  const projects = {
    byId: (id: string) => ({ ...project, id }),
    byWriteKey: () => project,
    defaultProject: () => project,
  }
  people = await peopleFeature({ analytics, eventLog: log, projects, clock: Date.now, logger })
  privacy = await privacyFeature({
    analytics,
    state,
    eventLog: log,
    people: people.api,
    eraseRecordings: async () => 0,
    clock: Date.now,
    logger,
  })
})

afterAll(async () => {
  await privacy.close()
  await people.close()
  await log.close()
  await Promise.all([store.close(), state.destroy()])
  await rm(folder, { recursive: true, force: true })
})

const Left = Type.Object({ message_id: Type.String() })

const left = async (projectId: string) =>
  (
    await store.analytics.query(
      sql`SELECT message_id FROM events WHERE project_id = ${text(projectId)} ORDER BY message_id`,
      Left,
      { name: 'test' },
    )
  ).map(({ message_id }) => message_id)

let project = 0

test('what is left depends on what was said and not on when it arrived; a rebuild draws the same people', async () => {
  const arrivals = withdrawalHistories.chain((history) =>
    fc.record({
      history: fc.constant(history),
      order: fc.shuffledSubarray(history, { minLength: history.length }),
      again: fc.subarray(history),
      cuts: fc.array(fc.boolean(), { minLength: 2 * history.length, maxLength: 2 * history.length }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ history, order, again, cuts }) => {
      const projectId = `withdrawn${++project}`
      let batch: EventRow[] = []
      for (const [at, happening] of [...order, ...again].entries()) {
        batch.push(rowOfHappening(happening, projectId))
        if (!cuts[at]) continue
        await log.append(batch)
        if (at % 4 === 0) await privacy.settled()
        batch = []
      }
      await log.append(batch)
      await privacy.settled()
      expect(await left(projectId)).toEqual(leftOf(history))
    }),
    { numRuns: 6 },
  )
  const before = await dumpPeople(store.analytics)
  expect(before.filter((line) => line.includes('seen_')).length).toBeGreaterThan(3)
  await people.api.caughtUp()
  await rebuild()
  expect(await dumpPeople(store.analytics)).toEqual(before)
}, 240_000)

async function rebuild(): Promise<void> {
  const route = (path: string) => people.endpoints?.find((one) => one.route.path === path)
  const input = { access: { projectId: 'p' } } as never
  await route('/api/v1/rebuild')?.handle(input)
  await expect
    .poll(async () => JSON.stringify(await route('/api/v1/projections')?.handle(input)), { timeout: 30_000 })
    .toContain('"rebuilding":null')
}

test('deleted events are gone from the disk after a purge, and their numbers are not given again', async () => {
  await log.append([eventRow({ project_id: 'gone', message_id: 'last' })])
  await people.api.caughtUp()
  const { analytics } = store
  const head = log.lastSeq()
  await eraseEvents(analytics, sql`project_id = ${text('gone')}`)
  expect(await left('gone')).toEqual([])
  expect(await purgeErased(analytics)).toContain('events')
  expect(await purgeErased(analytics)).toEqual([])
  const reopened = await openInlineEventLog(analytics, async () => true)
  expect(reopened.lastSeq()).toBe(head)
  await reopened.close()
})
