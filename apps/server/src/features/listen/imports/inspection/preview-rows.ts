import type { ImportMapping, SampleRow } from '@throughline/contract/imports'
import type { Collection } from '../../collection/index.ts'
import { type FileContent, readContent } from '../reading/content.ts'
import { openReader } from '../reading/open-reader.ts'
import { RowWriter } from '../reading/row-writer.ts'

export interface PreviewOptions {
  readonly file: FileContent
  readonly mapping: ImportMapping
  readonly columns: readonly string[]
  readonly projectId: string
  readonly receivedAt: number
  readonly addressKey: string
  readonly collection: Collection
}

const LINES = 60
const ROWS = 25

/**
 * What the first rows of a file become.
 *
 * @throws AppError `invalid` where the mapping does not fit the file
 */
export async function previewRows(options: PreviewOptions): Promise<SampleRow[]> {
  const { file, mapping, columns, projectId, receivedAt, addressKey, collection } = options
  const { readMessage, parseJson } = collection
  const writer = new RowWriter({
    projectId,
    receivedAt,
    readMessage,
    storedLines: 0,
    samples: ROWS,
    showSkipped: true,
  })
  const reader = openReader({ mapping, columns, writer, parseJson, source: '', addressKey, linesBefore: 0 })
  for await (const { bytes } of readContent(file)) {
    const lines = bytes.toString('utf8').replaceAll('\0', '\ufffd').split('\n', LINES)
    reader.read(lines.map((line) => `${line}\n`).join(''), false)
    break
  }
  return writer
    .drain()
    .tally.samples.sort((a, b) => a.line - b.line)
    .slice(0, ROWS)
}
