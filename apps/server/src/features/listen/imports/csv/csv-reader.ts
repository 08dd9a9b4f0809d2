import type { CsvMapping } from '@throughline/contract/imports'
import type { RecordReader } from '../reading/read-records.ts'
import type { RowWriter } from '../reading/row-writer.ts'
import { rowToMessages } from './row-to-messages.ts'
import { splitRecords } from './split-records.ts'

export interface CsvReaderOptions {
  readonly writer: RowWriter
  readonly mapping: CsvMapping
  readonly columns: readonly string[]
  readonly messageId: (line: number, part?: string) => string
  readonly linesBefore: number
}

/** Reads a CSV file by its mapping. */
export function csvReader({
  writer,
  mapping,
  columns,
  messageId,
  linesBefore,
}: CsvReaderOptions): RecordReader {
  const toMessages = rowToMessages(mapping, columns)
  let line = linesBefore
  // Built once a width, since a reason is what rejected rows are counted by.
  const widthProblem = (width: number) => `The row has ${width} fields where ${columns.length} are expected.`

  const readRow = (fields: readonly string[], lines: number) => {
    const number = line + 1
    line += lines
    if (fields.length === 1 && fields[0]?.trim() === '') return writer.skip(number, 'blank')
    if (number === 1 && mapping.header) return writer.skip(number, 'header')
    if (!fits(fields, columns.length)) return writer.reject(number, widthProblem(fields.length))
    const messages = toMessages(fields)
    if (typeof messages === 'string') return writer.reject(number, messages)
    for (const [index, message] of messages.entries())
      message.messageId = messageId(number, index === 0 ? undefined : 'traits')
    writer.event(number, 'event', messages)
  }

  return {
    get line() {
      return line
    },
    read: (text, isLast) => splitRecords(text, mapping.delimiter, isLast, readRow),
    rejectLine(reason) {
      writer.reject(++line, reason)
    },
  }
}

/** Some programs end each row with a delimiter: empty fields past the last column do no harm. */
function fits(fields: readonly string[], width: number): boolean {
  if (fields.length === width) return true
  return fields.length > width && fields.slice(width).every((field) => field.trim() === '')
}
