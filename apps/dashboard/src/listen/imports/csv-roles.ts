import type { CsvMapping, InspectedColumn, Inspection } from '@throughline/contract/imports'

const fields = ['userId', 'anonymousId', 'email', 'phone', 'card', 'orderId', 'revenue'] as const

/** What a column of a CSV file becomes. */
export type ColumnRole =
  | (typeof fields)[number]
  | 'none'
  | 'timestamp'
  | 'event'
  | 'currency'
  | 'property'
  | 'trait'

export const roleWords: Readonly<Record<ColumnRole, string>> = {
  none: 'Left out',
  timestamp: 'Time',
  event: 'Name of the event',
  userId: 'User ID',
  anonymousId: 'Anonymous ID',
  email: 'E-mail',
  phone: 'Phone number',
  card: 'Loyalty card',
  orderId: 'Order ID',
  revenue: 'Revenue',
  currency: 'Currency',
  property: 'Property of the event',
  trait: 'Trait of the person',
}

/** The part that a column plays; the first where it plays several. */
export function roleOf(mapping: CsvMapping, column: string): ColumnRole {
  const { timestamp, event, currency, properties, traits } = mapping
  if (timestamp.column === column) return 'timestamp'
  if (event && 'column' in event && event.column === column) return 'event'
  const field = fields.find((name) => mapping[name] === column)
  if (field) return field
  if (currency && 'column' in currency && currency.column === column) return 'currency'
  if (properties.some((one) => one.column === column)) return 'property'
  return traits.some((one) => one.column === column) ? 'trait' : 'none'
}

/**
 * The mapping with a column in another part. Whoever had a part that only one can have loses it. The column of the
 * time keeps its part until another takes it: an event must have one.
 */
export function assignRole(mapping: CsvMapping, column: InspectedColumn, role: ColumnRole): CsvMapping {
  const { name } = column
  if (mapping.timestamp.column === name && role !== 'timestamp') return mapping
  const cleared = without(mapping, name)
  if (role === 'timestamp') return { ...cleared, timestamp: { ...cleared.timestamp, column: name } }
  if (role === 'event') return { ...cleared, event: { column: name } }
  if (role === 'currency') return { ...cleared, currency: { column: name } }
  if (role === 'property') return { ...cleared, properties: [...cleared.properties, mapped(column)] }
  if (role === 'trait') return { ...cleared, traits: [...cleared.traits, mapped(column)] }
  return role === 'none' ? cleared : { ...cleared, [role]: name }
}

/** The mapping in which a column plays no part but that of the time. */
function without(mapping: CsvMapping, column: string): CsvMapping {
  const { event, currency, properties, traits, ...rest } = mapping
  const kept = Object.entries(rest).filter(
    ([name, value]) => !(fields.some((field) => field === name) && value === column),
  )
  const isOther = (part: { column: string }): boolean => part.column !== column
  const fromEntries: Partial<CsvMapping> = Object.fromEntries(kept)
  return {
    format: 'csv',
    delimiter: mapping.delimiter,
    header: mapping.header,
    decimal: mapping.decimal,
    type: mapping.type,
    timestamp: mapping.timestamp,
    ...fromEntries,
    ...(event && !('column' in event && event.column === column) ? { event } : {}),
    ...(currency && !('column' in currency && currency.column === column) ? { currency } : {}),
    properties: properties.filter(isOther),
    traits: traits.filter(isOther),
  }
}

const mapped = ({ name, type }: InspectedColumn): CsvMapping['properties'][number] => ({
  column: name,
  name: name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, ''),
  type: type === 'number' || type === 'boolean' || type === 'json' ? type : 'text',
})

/** A mapping to begin with where none could be guessed: rows are split as the file was. */
export function firstCsvMapping(
  { columns, table }: Pick<Inspection, 'columns' | 'table'>,
  timezone: string,
): CsvMapping {
  const { delimiter, header, decimal } = table ?? { delimiter: ',', header: true, decimal: '.' }
  return {
    format: 'csv',
    delimiter,
    header,
    decimal,
    type: 'track',
    event: { value: 'Row Imported' },
    timestamp: { column: columns[0]?.name ?? 'column 1', layout: 'iso', timezone },
    properties: columns.slice(1).map(mapped),
    traits: [],
  }
}
