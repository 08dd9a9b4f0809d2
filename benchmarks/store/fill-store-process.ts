import { simulate } from '@throughline/simulator/simulate'
import { Type } from 'typebox'
import { collectionFeature } from '../../apps/server/src/features/listen/collection/index.ts'
import { Rejection } from '../../apps/server/src/features/listen/collection/message/rejection.ts'
import type { Analytics } from '../../apps/server/src/platform/analytics/analytics.ts'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { integer, sql } from '../../apps/server/src/platform/analytics/sql.ts'
import { type EventRow, eventColumns } from '../../apps/server/src/platform/events/event-row.ts'
import { answerQuestions } from '../child-questions.ts'
import { storeRange } from './store-range.ts'

export interface FillOrder {
  readonly dataDir: string
  readonly events: number
}

/** Events that the simulator makes itself; the rest are copies of them under other names, made in the engine. */
const SIMULATED = 400_000
const ROWS_AN_INSERT = 20_000
const tags = { name: 'fill_store' }

answerQuestions(fill)

async function fill({ dataDir, events }: FillOrder): Promise<number> {
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  try {
    return await fillWith(analytics, events)
  } finally {
    await analytics.close()
  }
}

async function fillWith(analytics: Analytics, events: number): Promise<number> {
  await analytics.command(sql`CREATE TABLE seed AS events`, tags)
  const seeds = await insertSeeds(analytics, Math.min(events, SIMULATED))
  for (let copy = 0, filled = 0; filled < events; copy++) {
    const rows = Math.min(seeds, events - filled)
    await copySeeds(analytics, copy, filled, rows)
    filled += rows
  }
  await analytics.command(sql`DROP TABLE seed SYNC`, tags)
  // A rebuild makes people of what the projection has passed: of all, in large pieces.
  const progress = [
    'people',
    events,
    JSON.stringify({ default: { joinByEmail: false, joinByPhone: false } }),
    1,
  ]
  await analytics.insert('projection_progress', ['name', 'seq', 'rules', 'version'], [progress], tags)
  const [stored] = await analytics.query(
    sql`SELECT count() AS events FROM events`,
    Type.Object({ events: Type.String() }),
    tags,
  )
  return Number(stored?.events)
}

/** @returns how many there are, at most `wanted` */
async function insertSeeds(analytics: Analytics, wanted: number): Promise<number> {
  const { api } = collectionFeature({
    projects: { byWriteKey: () => undefined },
    eventLog: { append: async (rows) => rows.length },
    clock: Date.now,
  })
  const receivedAt = Date.parse(storeRange.to)
  const messages = simulate({ seed: 'large store', ...storeRange, events: Math.ceil(wanted * 1.3) + 1000 })
  let seq = 0
  let rows: unknown[][] = []
  const insert = async () => {
    await analytics.insert('seed', ['seq', ...eventColumns], rows, tags)
    rows = []
  }
  for (const message of messages.take(wanted)) {
    const row = api.readMessage(message, { projectId: 'default', receivedAt })
    if (row instanceof Rejection) throw new Error(`A simulated message was rejected: ${row.message}`)
    rows.push([++seq, ...eventColumns.map((column: keyof EventRow) => row[column])])
    if (rows.length === ROWS_AN_INSERT) await insert()
  }
  await insert()
  return seq
}

/**
 * In blocks that leave room for merges below the engine's limit of memory. Copies of one number are people of their own: each identifier gets the number, and the key follows from it.
 */
async function copySeeds(analytics: Analytics, copy: number, filled: number, rows: number): Promise<void> {
  const number = integer(copy)
  await analytics.command(
    sql`INSERT INTO events (seq, message_id, ts, user_id, anonymous_id, email, phone, card, previous_id, group_id,
          session_id, person_key, project_id, type, event, received_at, channel, arrival, campaign_source,
          campaign_medium, campaign_name, referrer, device_type, browser, browser_version, os, os_version, country,
          url, path, properties, context)
        WITH
          (value) -> if(value = '', '', concat(value, '~', toString(${number}))) AS renamed,
          (kind, value) -> reinterpretAsUInt64(reverse(substring(SHA256(concat(project_id, '\0', kind, '\0', value)), 1, 8))) AS key
        SELECT ${integer(filled)} + seq, renamed(message_id), addMinutes(ts, 17 * ${number} % 1440),
          renamed(user_id) AS u, renamed(anonymous_id) AS a, renamed(email) AS e, renamed(phone) AS p,
          renamed(card) AS c, renamed(previous_id), renamed(group_id), renamed(session_id),
          multiIf(u != '', key('user_id', u), e != '', key('email', e), p != '', key('phone', p),
            c != '', key('card', c), key('anonymous_id', a)),
          project_id, type, event, received_at, channel, arrival, campaign_source, campaign_medium, campaign_name,
          referrer, device_type, browser, browser_version, os, os_version, country, url, path, properties, context
        FROM seed WHERE seq <= ${integer(rows)}
        SETTINGS max_threads = 1, max_block_size = 8192, min_insert_block_size_rows = 50000,
          min_insert_block_size_bytes = 50000000`,
    tags,
    'ingest',
  )
}
