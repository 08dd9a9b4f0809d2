import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { openAnalytics } from '../../../platform/analytics/open-analytics.ts'
import { sql, text } from '../../../platform/analytics/sql.ts'
import type { EventRow } from '../../../platform/events/event-row.ts'
import { type InlineEventLog, openInlineEventLog } from '../../../platform/events/inline-event-log.ts'
import { anything, message } from './hostile-messages.ts'
import { readMessage } from './message/read-message.ts'
import { Rejection } from './message/rejection.ts'
import { parseJson } from './parse-json.ts'

/** What collection lets through, the engine must take: one row that it chokes on would cost all rows of its insert. */
const folder = mkdtempSync(join(tmpdir(), 'throughline-collection-'))
let analytics: Analytics
let log: InlineEventLog

beforeAll(async () => {
  analytics = await openAnalytics({ kind: 'embedded', dataDir: folder })
  log = await openInlineEventLog(analytics, async () => true)
})
afterAll(async () => {
  await log.close()
  await analytics.close()
  rmSync(folder, { recursive: true })
})

const Stored = Type.Object({
  message_id: Type.String(),
  event: Type.String(),
  user_id: Type.String(),
  properties: Type.String(),
  context: Type.String(),
  at: Type.String(),
})

const stored = (project: string) =>
  analytics.query(
    sql`SELECT message_id, event, user_id, properties, context, toString(toUnixTimestamp64Milli(ts)) AS at
        FROM events WHERE project_id = ${text(project)} ORDER BY seq`,
    Stored,
    { name: 'test' },
  )

const read = (messages: readonly unknown[], projectId: string): EventRow[] =>
  messages
    .map((one) =>
      readMessage(parseJson(JSON.stringify(one ?? null)), { projectId, receivedAt: Date.UTC(2026, 5, 1) }),
    )
    .filter((row): row is EventRow => !(row instanceof Rejection))

test('hostile messages are stored to the character', async () => {
  const sample = fc.sample(fc.oneof(message, anything), { numRuns: 3000, seed: 1 })
  const named = sample.map((one, index) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one, messageId: `m${index}` } : one,
  )
  const rows = read(named, 'hostile')
  expect(rows.length).toBeGreaterThan(500)
  await log.append(rows)
  expect(await stored('hostile')).toEqual(
    rows.map((row) => ({
      message_id: row.message_id,
      event: row.event,
      user_id: row.user_id,
      properties: row.properties,
      context: row.context,
      at: String(row.ts),
    })),
  )
})

test('one batch may reach over all the years that we take', async () => {
  // More months than the engine takes partitions in one insert unless it is told to.
  const months = Array.from({ length: 56 * 3 }, (_, quarter) => ({
    type: 'track',
    event: 'E',
    userId: 'u',
    messageId: `m${quarter}`,
    timestamp: new Date(Date.UTC(1970, quarter * 4, 15)).toISOString(),
  }))
  const rows = read(months, 'years')
  expect(rows).toHaveLength(months.length)
  await log.append(rows)
  expect(await stored('years')).toHaveLength(months.length)
})
