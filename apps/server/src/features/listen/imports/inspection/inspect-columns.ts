import { type CsvMapping, csvDelimiters, type InspectedColumn } from '@throughline/contract/imports'
import { columnNames } from '../csv/column-names.ts'
import { numberOf } from '../csv/number-text.ts'
import { type Delimiter, splitRecords } from '../csv/split-records.ts'
import { FileProblem } from '../reading/content.ts'
import { guessLayout } from './guess-layout.ts'
import { isKnownName } from './known-columns.ts'

/** A CSV file's first rows, and what they tell of its columns. */
export interface Table {
  readonly delimiter: Delimiter
  readonly header: boolean
  readonly decimal: CsvMapping['decimal']
  readonly columns: readonly InspectedColumn[]
  /** Values of each column. */
  readonly values: readonly (readonly string[])[]
  readonly notes: readonly string[]
}

/** A person may know what we can't see, and say it in a mapping. */
export class UnknownFormat extends FileProblem {}

const ROWS = 200
const EXAMPLES = 3
const LONGEST_EXAMPLE = 80

/**
 * @param said how the file is split, where a person has said it
 * @throws FileProblem where no rows of fields are found, or none but the header
 */
export function inspectColumns(text: string, said?: Pick<CsvMapping, 'delimiter' | 'header'>): Table {
  const { delimiter, rows } = said
    ? { delimiter: said.delimiter, rows: firstRows(text, said.delimiter) }
    : bestSplit(text)
  const width = mostFrequent(rows.map((row) => row.length))
  const [first = []] = rows
  const header = said?.header ?? isHeader(first, rows.slice(1))
  if (header && rows.length === 1) throw new FileProblem('The file has a header line and no rows after it.')
  const body = (header ? rows.slice(1) : rows).filter((row) => row.length === width)
  const names = columnNames(header ? first : undefined, width)
  const values = names.map((_, index) => body.map((row) => row[index]?.trim() ?? ''))
  const decimal = decimalOf(values.flat())
  return {
    delimiter,
    header,
    decimal,
    columns: names.map((name, index) => ({
      name,
      type: typeOf(values[index] ?? [], decimal),
      examples: [...new Set(values[index]?.filter(Boolean))]
        .slice(0, EXAMPLES)
        .map((value) => value.slice(0, LONGEST_EXAMPLE).toWellFormed()),
    })),
    values,
    notes: header ? repeatedNames(first) : ['The file has no header line, so its columns are numbered.'],
  }
}

/** The delimiter that parts most lines into the same number of fields; among equals, into more. */
function bestSplit(text: string): { delimiter: Delimiter; rows: string[][] } {
  const candidates = csvDelimiters.map((delimiter) => {
    const rows = firstRows(text, delimiter)
    const width = mostFrequent(rows.map((row) => row.length))
    const share = rows.filter((row) => row.length === width).length / rows.length
    // Words are parted by blanks in any text: such a table must be without exception.
    const isTable = width > 1 && (delimiter === 'spaces' ? share > 0.98 : share > 0.8)
    return { delimiter, rows, score: isTable ? share + width / 1000 - (delimiter === 'spaces' ? 0.2 : 0) : 0 }
  })
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score > 0) return best
  throw new UnknownFormat(
    'The file’s format is not known. It is no NDJSON, no web server’s log, and its lines don’t split into the same number of columns by comma, semicolon, tab, | or blanks.',
  )
}

function firstRows(text: string, delimiter: Delimiter): string[][] {
  const lines = text.split('\n', ROWS + 1)
  if (lines.at(-1) === '') lines.pop()
  const rows: string[][] = []
  const add = (fields: readonly string[]) => {
    if (rows.length < ROWS && (fields.length > 1 || fields[0]?.trim())) rows.push([...fields])
  }
  splitRecords(`${lines.join('\n')}\n`, delimiter, false, add)
  // A quote that is never closed hides what follows it: then each line is looked at by itself.
  if (rows.length < lines.length / 4) {
    rows.length = 0
    for (const line of lines) splitRecords(line, delimiter, true, add)
  }
  return rows
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** A header names: no field of it is a number or a time, and its names are known, or below it are numbers or times. */
function isHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const cells = first.map((cell) => cell.trim())
  if (cells.some((cell) => cell !== '' && isValue(cell)) || cells.every((cell) => cell === '')) return false
  if (cells.some(isKnownName) || rest.length === 0) return true
  return cells.some((_, index) => rest.some((row) => isValue(row[index]?.trim() ?? '')))
}

const isValue = (cell: string): boolean =>
  numberOf(cell, '.') !== undefined || numberOf(cell, ',') !== undefined || guessLayout([cell]) !== undefined

/** A comma before one or two last digits, and no number with such a point. */
function decimalOf(values: readonly string[]): CsvMapping['decimal'] {
  const commas = values.filter((value) => /^\D{0,3}-?[\d.]*\d,\d{1,2}\D{0,3}$/.test(value)).length
  const points = values.filter((value) => /^\D{0,3}-?[\d,]*\d\.\d{1,2}\D{0,3}$/.test(value)).length
  return commas > points ? ',' : '.'
}

function typeOf(values: readonly string[], decimal: CsvMapping['decimal']): InspectedColumn['type'] {
  const given = values.filter(Boolean)
  if (given.length === 0) return 'empty'
  if (guessLayout(given)) return 'time'
  if (given.every((value) => /^(true|false|yes|no)$/i.test(value))) return 'boolean'
  // Leading zeros are part of a code: 00123 is no amount.
  if (given.every((value) => !/^0\d/.test(value) && numberOf(value, decimal) !== undefined)) return 'number'
  if (given.every((value) => /^[[{]/.test(value) && isJson(value))) return 'json'
  return 'text'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function repeatedNames(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim()).filter(Boolean)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  return [...repeated].map(
    (name) => `Several columns are called "${name}". The second is "${name} (2)" here.`,
  )
}
