import type { ImportFormat, ImportMapping, Inspection } from '@throughline/contract/imports'
import { parseLogLine } from '../log/log-line.ts'
import { type FileContent, FileProblem } from '../reading/content.ts'
import { type GuessDefaults, guessCsvMapping } from './guess-csv-mapping.ts'
import { guessSite } from './guess-site.ts'
import { inspectColumns, type Table, UnknownFormat } from './inspect-columns.ts'
import { lookAtFile } from './look-at-file.ts'

export interface InspectedFile {
  readonly file: FileContent
  readonly inspection: Inspection
  /** Null where a person has to say what can't be guessed. */
  readonly mapping: ImportMapping | null
}

const LINES = 200

/**
 * Looks at the beginning of a file and guesses what it is and how its rows become events.
 *
 * @param said the mapping, where a person has said what the file is: then only what it leaves open is guessed
 * @throws FileProblem in words for the person whose file it is
 */
export async function inspectFile(
  path: string,
  defaults: GuessDefaults,
  said?: ImportMapping,
): Promise<InspectedFile> {
  const { file, text, notes } = await lookAtFile(path)
  const lines = text.split('\n', LINES).filter((line) => line.trim() !== '')
  const format = said?.format ?? formatOf(lines)
  const shared = { format, compressed: file.compressed, encoding: file.encoding }
  if (format === 'segment')
    return { file, inspection: { ...shared, columns: [], notes: [...notes] }, mapping: { format } }
  if (format === 'access_log') {
    const site = guessSite(text)
    return {
      file,
      inspection: { ...shared, columns: [], notes: [...notes] },
      mapping: { format, ...(site && { site }), assets: false },
    }
  }
  const table = tableOf(text, said?.format === 'csv' ? said : undefined)
  if (table instanceof UnknownFormat)
    return { file, inspection: { ...shared, columns: [], notes: [...notes, table.message] }, mapping: null }
  const guess = guessCsvMapping(table, defaults)
  return {
    file,
    inspection: {
      ...shared,
      columns: [...table.columns],
      table: { delimiter: table.delimiter, header: table.header, decimal: table.decimal },
      notes: [...notes, ...table.notes, ...guess.notes],
    },
    mapping: guess.mapping,
  }
}

function tableOf(text: string, said: Parameters<typeof inspectColumns>[1]): Table | UnknownFormat {
  try {
    return inspectColumns(text, said)
  } catch (error) {
    if (error instanceof UnknownFormat) return error
    throw error
  }
}

function formatOf(lines: readonly string[]): ImportFormat {
  const first = lines[0]?.trim() ?? ''
  if (first.startsWith('['))
    throw new FileProblem(
      'The file is one JSON list. Write one message a line instead (NDJSON), without the brackets and commas around them.',
    )
  if (most(lines, (line) => line.trimStart().startsWith('{'))) return 'segment'
  if (first === '{')
    throw new FileProblem('The file is JSON over several lines. Write one message a line instead (NDJSON).')
  if (most(lines, (line) => parseLogLine(line.replace(/\r$/, '')) !== undefined)) return 'access_log'
  return 'csv'
}

const most = (lines: readonly string[], fits: (line: string) => boolean): boolean =>
  lines.filter(fits).length > lines.length / 2
