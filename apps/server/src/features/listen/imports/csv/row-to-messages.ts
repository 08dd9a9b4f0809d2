import type { CsvMapping, MappedColumn } from '@throughline/contract/imports'
import { AppError } from '../../../../platform/app-error.ts'
import type { Message } from '../reading/row-writer.ts'
import { numberOf } from './number-text.ts'
import { timeReader } from './time-layout.ts'

/** The messages of a row, or why it is none. `fields` are in the order of the columns. */
export type RowToMessages = (fields: readonly string[]) => readonly Message[] | string

type Read<T> = (fields: readonly string[]) => T

/** A value of a field, absent, or why it can't be read. */
type FieldValue = { readonly value: unknown } | { readonly problem: string } | undefined

const library = { library: { name: 'throughline-import' } }

/**
 * Compiles a mapping for the columns of a file.
 *
 * @throws AppError `invalid` that names the column of the mapping which the file does not have, or what can't be read
 */
export function rowToMessages(mapping: CsvMapping, columns: readonly string[]): RowToMessages {
  const indexOf = columnFinder(columns)
  const text = (column: string | undefined, field: string): Read<string> => {
    if (column === undefined) return () => ''
    const index = indexOf(column, field)
    return (fields) => fields[index]?.trim() ?? ''
  }
  const fixedOrColumn = (source: CsvMapping['event'], field: string): Read<string> =>
    source === undefined
      ? () => ''
      : 'value' in source
        ? () => source.value
        : text(source.column, `${field}.column`)

  const { type, decimal } = mapping
  if (type === 'track' && !mapping.event)
    throw invalid('event', 'is missing; name the event that each row is, or the column that says it')
  const readTime = timeOf(mapping)
  const time = text(mapping.timestamp.column, 'timestamp.column')
  const timeProblem = `Column "${mapping.timestamp.column}" must hold a time of the layout ${mapping.timestamp.layout}.`
  const event = fixedOrColumn(mapping.event, 'event')
  const eventProblem = 'The column of the event’s name is empty.'
  const userId = text(mapping.userId, 'userId')
  const anonymousId = text(mapping.anonymousId, 'anonymousId')
  const contacts = (['email', 'phone', 'card'] as const).flatMap((kind) =>
    mapping[kind] === undefined
      ? []
      : [{ name: kind === 'card' ? 'loyalty_card' : kind, read: text(mapping[kind], kind) }],
  )
  if (mapping.userId === undefined && mapping.anonymousId === undefined && contacts.length === 0)
    throw invalid('userId', 'or anonymousId, email, phone or card is missing: a row needs to say whose it is')
  const values = (list: readonly MappedColumn[], field: (index: number) => string) =>
    list.map(({ column, name, type: kind }, index) => ({
      name,
      read: valueReader(text(column, field(index)), kind, column, decimal),
    }))
  const properties = [
    ...(mapping.orderId
      ? values([{ column: mapping.orderId, name: 'order_id', type: 'text' }], () => 'orderId')
      : []),
    ...(mapping.revenue
      ? values([{ column: mapping.revenue, name: 'revenue', type: 'number' }], () => 'revenue')
      : []),
    ...values(mapping.properties, (index) => `properties[${index}].column`),
  ]
  const currency = fixedOrColumn(mapping.currency, 'currency')
  const traits = values(mapping.traits, (index) => `traits[${index}].column`)

  return (fields) => {
    const given = time(fields)
    const timestamp = readTime(given)
    if (timestamp === undefined) return timeProblem
    const name = event(fields)
    if (name === '' && type === 'track') return eventProblem
    const about = readAll(traits, fields)
    if (typeof about === 'string') return about
    for (const { name: contact, read } of contacts) {
      const value = read(fields)
      if (value !== '') about[contact] = value
    }
    const person: Message = { timestamp }
    const user = userId(fields)
    const visitor = anonymousId(fields)
    if (user !== '') person.userId = user
    if (visitor !== '') person.anonymousId = visitor
    const identify: Message = { ...person, type: 'identify', traits: about, context: library }
    if (type === 'identify') return [identify]

    const data = readAll(properties, fields)
    if (typeof data === 'string') return data
    const code = currency(fields)
    if (code !== '') data.currency = code.toUpperCase()
    const message: Message = {
      ...person,
      type,
      ...(type === 'track' ? { event: name } : name !== '' && { name }),
      properties: data,
      context: contacts.length > 0 ? { ...library, traits: contactsOf(about, contacts) } : library,
    }
    return traits.length > 0 && Object.keys(about).length > 0 ? [message, identify] : [message]
  }
}

const contactsOf = (about: Message, contacts: readonly { readonly name: string }[]): Message =>
  Object.fromEntries(contacts.flatMap(({ name }) => (about[name] === undefined ? [] : [[name, about[name]]])))

function readAll(
  readers: readonly { readonly name: string; readonly read: Read<FieldValue> }[],
  fields: readonly string[],
): Message | string {
  const found: Message = {}
  for (const { name, read } of readers) {
    const result = read(fields)
    if (result === undefined) continue
    if ('problem' in result) return result.problem
    // A column may be called __proto__.
    if (name === '__proto__') continue
    found[name] = result.value
  }
  return found
}

const truths = new Map([
  ...['true', 'yes', 'y', '1', 't'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0', 'f'].map((word) => [word, false] as const),
])

function valueReader(
  read: Read<string>,
  type: MappedColumn['type'],
  column: string,
  decimal: CsvMapping['decimal'],
): Read<FieldValue> {
  const expected = {
    text: '',
    number: `a number such as ${decimal === '.' ? '1234.50' : '1234,50'}`,
    boolean: 'true or false',
    json: 'JSON',
  }[type]
  const problem = { problem: `Column "${column}" must hold ${expected}.` }
  const parse = (text: string): unknown =>
    type === 'text'
      ? text
      : type === 'number'
        ? numberOf(text, decimal)
        : type === 'boolean'
          ? truths.get(text.toLowerCase())
          : jsonOf(text)
  return (fields) => {
    const text = read(fields)
    if (text === '') return undefined
    const value = parse(text)
    return value === undefined ? problem : { value }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function timeOf({ timestamp: { layout, timezone = 'UTC' } }: CsvMapping) {
  try {
    const read = timeReader(layout, timezone)
    if (read) return read
  } catch {
    throw invalid('timestamp.timezone', `"${timezone}" is not an IANA time zone, such as Europe/Berlin`)
  }
  throw invalid(
    'timestamp.layout',
    'must be iso, seconds, milliseconds, or made of YYYY MM DD HH mm ss, such as DD.MM.YYYY HH:mm',
  )
}

const columnFinder =
  (columns: readonly string[]) =>
  (column: string, field: string): number => {
    const index = columns.indexOf(column)
    if (index >= 0) return index
    const shown = columns.slice(0, 20).map((name) => `"${name}"`)
    throw invalid(
      field,
      `the file has no column "${column}". It has ${shown.join(', ')}${columns.length > 20 ? ' …' : ''}`,
    )
  }

const invalid = (field: string, reason: string): AppError =>
  new AppError('invalid', `${field}: ${reason}.`, { field })
