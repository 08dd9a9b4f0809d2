import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, text } from '../../../platform/analytics/sql.ts'
import { eraseEvents, purgeErased } from '../../../platform/events/erase-events.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { openPrivacyStores, type PrivacyStores } from '../../../testing/privacy-stores.ts'
import { leftOf, rowOfHappening, withdrawalHistories } from './withdrawal-histories.ts'

let stores: PrivacyStores

beforeAll(async () => {
  stores = await openPrivacyStores()
})

afterAll(() => stores.close())

const Left = Type.Object({ message_id: Type.String() })

const left = async (projectId: string) =>
  (
    await stores.analytics.query(
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
      const { log, privacy } = stores
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
  const before = await stores.dump()
  expect(before.filter((line) => line.includes('seen_')).length).toBeGreaterThan(3)
  await stores.caughtUp()
  await stores.rebuild()
  expect(await stores.dump()).toEqual(before)
}, 240_000)

test('deleted events are gone from the disk after a purge, and their numbers are not given again', async () => {
  const { analytics, log } = stores
  await log.append([eventRow({ project_id: 'gone', message_id: 'last' })])
  await stores.caughtUp()
  const head = log.lastSeq()
  await eraseEvents(analytics, sql`project_id = ${text('gone')}`)
  expect(await left('gone')).toEqual([])
  expect(await purgeErased(analytics)).toContain('events')
  expect(await purgeErased(analytics)).toEqual([])
  const reopened = await openInlineEventLog(analytics, async () => true)
  expect(reopened.lastSeq()).toBe(head)
  await reopened.close()
})
