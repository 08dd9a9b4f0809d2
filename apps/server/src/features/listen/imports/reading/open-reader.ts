import type { ImportMapping } from '@throughline/contract/imports'
import type { Collection } from '../../collection/index.ts'
import { csvReader } from '../csv/csv-reader.ts'
import { accessLogReader } from '../log/access-log-reader.ts'
import type { RecordReader } from './read-records.ts'
import { rowIdentity } from './row-identity.ts'
import type { RowWriter } from './row-writer.ts'
import { segmentReader } from './segment-reader.ts'

export interface ReaderOptions {
  readonly mapping: ImportMapping
  /** Names of the columns of a CSV file. */
  readonly columns: readonly string[]
  readonly writer: RowWriter
  readonly parseJson: Collection['parseJson']
  /** What tells this file's rows from those of others. */
  readonly source: string
  readonly addressKey: string
  readonly linesBefore: number
}

/** The reader of a file's format. @throws AppError `invalid` where the mapping does not fit the columns */
export function openReader(options: ReaderOptions): RecordReader {
  const { mapping, columns, writer, parseJson, addressKey, linesBefore } = options
  const messageId = rowIdentity(options.source)
  if (mapping.format === 'segment') return segmentReader({ writer, parseJson, messageId, linesBefore })
  if (mapping.format === 'csv') return csvReader({ writer, mapping, columns, messageId, linesBefore })
  return accessLogReader({ writer, mapping, addressKey, messageId })
}

/** A log is read from its beginning each time: see {@link accessLogReader}. */
export const readsFromStart = (mapping: ImportMapping): boolean => mapping.format === 'access_log'
