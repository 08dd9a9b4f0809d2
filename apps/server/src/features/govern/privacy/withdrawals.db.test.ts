import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, text } from '../../../platform/analytics/sql.ts'
import { eraseEvents, purgeErased } from '../../../platform/events/erase-events.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { eventRow } from '../../../testing/event-rows.ts'
import { openPrivacyStores, type PrivacyStores } from '../../../testing/privacy-stores.ts'
import { type Happening, leftOf, rowOfHappening, withdrawalHistories } from './withdrawal-histories.ts'

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

const said = (ts: number, id: string, analytics: boolean): Happening => ({
  does: 'consent',
  user: 'u1',
  visitor: undefined,
  ts,
  id,
  analytics,
})
const [no, yes] = [said(2, 'm0', false), said(2, 'm11', true)]
const seen: Happening = {
  does: 'browse',
  user: 'u1',
  visitor: undefined,
  ts: 3,
  id: 'm5',
  analytics: undefined,
}
/** A yes of before a visit that arrives when the visit is gone already. */
const lateYes = {
  history: [no, yes, seen],
  order: [no, seen, yes],
  again: [],
  cuts: [true, true, false, false, false, false],
}

test('nothing denied is left, in whatever order it arrived, and what no word denied stays; a rebuild draws the same people', async () => {
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
      const arrived: Happening[] = []
      const denied = new Set<string>()
      let batch: EventRow[] = []
      const append = async () => {
        const allowed = leftOf(arrived)
        for (const { id } of arrived) if (!allowed.includes(id)) denied.add(id)
        await log.append(batch)
        batch = []
      }
      for (const [at, happening] of [...order, ...again].entries()) {
        arrived.push(happening)
        batch.push(rowOfHappening(happening, projectId))
        if (!cuts[at]) continue
        await append()
        if (at % 4 === 0) await privacy.settled()
      }
      await append()
      await privacy.settled()
      const allowed = leftOf(history)
      const found = await left(projectId)
      expect(found.filter((id) => !allowed.includes(id))).toEqual([])
      // A yes that arrives late brings nothing back of what was denied until then.
      expect(allowed.filter((id) => !found.includes(id) && !denied.has(id))).toEqual([])
    }),
    { numRuns: 6, endOnFailure: true, examples: [[lateYes]] },
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
