import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import type { Analytics, Lane } from '../../../platform/analytics/analytics.ts'
import { integer, sql, tableName, text } from '../../../platform/analytics/sql.ts'
import { UnitRows, type UnitsQuestion } from './queries/unit-rows.ts'
import type { UnitSlice } from './queries/unit-slice.ts'

/** Followed by when the table was made, in ms: the embedded engine does not tell. */
const TABLE = 'experiment_units_'
/** No look takes so long. */
const LONGEST_MS = 3_600_000

const Leftover = Type.Object({ name: Type.String() })

/** Makes the rows of all units, lets `work` ask of them, and removes them whatever comes of it. */
export async function withUnitRows<T>(
  analytics: Analytics,
  question: UnitsQuestion,
  slices: readonly UnitSlice[],
  work: (rows: UnitRows) => Promise<T>,
): Promise<T> {
  const rows = new UnitRows(question, `${TABLE}${Date.now()}_${randomUUID().replaceAll('-', '')}`)
  const tags = { name: 'experiment_unit_rows', project: question.projectId }
  await dropLeftovers(analytics)
  await analytics.command(rows.create(), tags)
  try {
    await onBoth(slices.map((slice) => (lane: Lane) => analytics.command(rows.fill(slice), tags, lane)))
    return await work(rows)
  } finally {
    await analytics.command(rows.drop(), tags)
  }
}

/** Removes what a process left that ended in the middle of a look. */
async function dropLeftovers(analytics: Analytics): Promise<void> {
  const tags = { name: 'experiment_leftovers' }
  const left = await analytics.query(
    sql`SELECT name FROM system.tables
      WHERE database = currentDatabase() AND startsWith(name, ${text(TABLE)})
        AND toInt64OrZero(splitByChar('_', name)[3]) < ${integer(Date.now() - LONGEST_MS)}`,
    Leftover,
    tags,
  )
  for (const { name } of left)
    await analytics.command(sql`DROP TABLE IF EXISTS ${tableName(name)} SYNC`, tags)
}

/**
 * Does what there is to do on two lanes: one statement keeps one processor busy. Of the connections that pages wait for,
 * one stays theirs. All that has begun is over when this is, also where one fails.
 */
async function onBoth(jobs: readonly ((lane: Lane) => Promise<void>)[]): Promise<void> {
  const waiting = [...jobs]
  const work = async (lane: Lane) => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job(lane)
  }
  const lanes: readonly Lane[] = jobs.length > 1 ? ['interactive', 'heavy'] : ['interactive']
  const ended = await Promise.allSettled(lanes.map(work))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}
