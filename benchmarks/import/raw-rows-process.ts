import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMessage } from '../../apps/server/src/features/listen/collection/message/read-message.ts'
import { parseJson } from '../../apps/server/src/features/listen/collection/parse-json.ts'
import { inspectFile } from '../../apps/server/src/features/listen/imports/inspection/inspect-file.ts'
import { openReader } from '../../apps/server/src/features/listen/imports/reading/open-reader.ts'
import { readRecords } from '../../apps/server/src/features/listen/imports/reading/read-records.ts'
import { RowWriter } from '../../apps/server/src/features/listen/imports/reading/row-writer.ts'
import { openChdbConnection } from '../../apps/server/src/platform/analytics/chdb.ts'
import { settingsOf } from '../../apps/server/src/platform/analytics/lane-settings.ts'
import { openAnalytics } from '../../apps/server/src/platform/analytics/open-analytics.ts'
import { eventColumns } from '../../apps/server/src/platform/events/event-row.ts'
import { answerQuestions } from '../child-questions.ts'

export interface RawOrder {
  readonly path: string
  readonly mostRows: number
}

const ROWS_AN_INSERT = 16_000

/** The engine alone: the file's rows are made into text beforehand, and only the inserts are timed. Gives rows/s. */
answerQuestions(async ({ path, mostRows }: RawOrder): Promise<number> => {
  const inserts = await textOf(path, mostRows)
  const dataDir = await mkdtemp(join(tmpdir(), 'throughline-raw-'))
  const analytics = await openAnalytics({ kind: 'embedded', dataDir })
  const connection = await openChdbConnection(join(dataDir, 'analytics'), settingsOf('ingest'))
  const begun = performance.now()
  for (const { lines } of inserts) await connection.insert('events', ['seq', ...eventColumns], lines)
  const seconds = (performance.now() - begun) / 1000
  await connection.close()
  await analytics.close()
  await rm(dataDir, { recursive: true, force: true })
  return inserts.reduce((sum, { rows }) => sum + rows, 0) / seconds
})

async function textOf(path: string, mostRows: number): Promise<{ lines: string; rows: number }[]> {
  const { file, inspection, mapping } = await inspectFile(path, { timezone: 'UTC' })
  if (!mapping) throw new Error(`No mapping was guessed for ${path}.`)
  const options = { projectId: 'default', receivedAt: Date.now(), readMessage, storedLines: 0, samples: 0 }
  const writer = new RowWriter(options)
  const columns = inspection.columns.map(({ name }) => name)
  const reader = openReader({
    mapping,
    columns,
    writer,
    parseJson,
    source: 'raw',
    addressKey: '',
    linesBefore: 0,
  })
  const lines: string[] = []
  for await (const _ of readRecords(file, reader)) {
    for (const row of writer.drain().rows)
      lines.push(JSON.stringify([lines.length + 1, ...eventColumns.map((column) => row[column])]))
    if (lines.length >= mostRows) break
  }
  const groups = []
  for (let at = 0; at < lines.length; at += ROWS_AN_INSERT) {
    const group = lines.slice(at, at + ROWS_AN_INSERT)
    groups.push({ lines: group.join('\n'), rows: group.length })
  }
  return groups
}
