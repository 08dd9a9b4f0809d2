import type { CsvMapping, InspectedColumn, MappedColumn } from '@throughline/contract/imports'
import { guessLayout, isAmbiguous } from './guess-layout.ts'
import type { Table } from './inspect-columns.ts'
import { findKnown, type KnownColumn, plainName, traitNames } from './known-columns.ts'

/** What a project says of its own where a file does not. */
export interface GuessDefaults {
  readonly timezone: string
}

interface Guess {
  readonly mapping: CsvMapping | null
  readonly notes: readonly string[]
}

/** Guesses from names and values what each column is. Null, with a note, where there is no time or no person. */
export function guessCsvMapping(table: Table, { timezone }: GuessDefaults): Guess {
  const names = table.columns.map(({ name }) => name)
  const isTime = (name: string | undefined) =>
    table.columns.some((column) => column.name === name && column.type === 'time')
  const named = findKnown('timestamp', names)
  const time = isTime(named) ? named : table.columns.find(({ type }) => type === 'time')?.name
  if (time === undefined)
    return { mapping: null, notes: ['No column holds times. An event needs one: choose it in the mapping.'] }
  const values = table.values[names.indexOf(time)] ?? []
  const layout = guessLayout(values) ?? 'iso'

  const found = (kind: KnownColumn): string | undefined => {
    const column = findKnown(kind, names)
    return column === time ? undefined : column
  }
  const people = {
    userId: found('userId'),
    anonymousId: found('anonymousId'),
    email: found('email'),
    phone: found('phone'),
    card: found('card'),
  }
  const money = found('revenue')
  const revenue = table.columns.find(({ name, type }) => name === money && type === 'number')?.name
  const roles = { ...people, orderId: found('orderId'), revenue }
  const event = found('event')
  const currency = currencyOf(found('currency'), revenue)
  const used = new Set(
    [time, event, ...Object.values(roles), found('currency')].filter((name) => name !== undefined),
  )
  const rest = table.columns.filter(({ name, type }) => !used.has(name) && type !== 'empty')
  const isAboutPeople =
    event === undefined &&
    !roles.orderId &&
    !revenue &&
    rest.some(({ name }) => traitNames.has(plainName(name)))

  const mapping: CsvMapping = {
    format: 'csv',
    delimiter: table.delimiter,
    header: table.header,
    decimal: table.decimal,
    type: isAboutPeople ? 'identify' : 'track',
    ...(!isAboutPeople && { event: event ? { column: event } : { value: eventName(roles) } }),
    timestamp: { column: time, layout, timezone },
    ...Object.fromEntries(Object.entries(roles).filter(([, column]) => column !== undefined)),
    ...(revenue && currency && { currency }),
    properties: isAboutPeople ? [] : rest.map(mapped),
    traits: isAboutPeople ? rest.map(mapped) : [],
  }
  return {
    mapping,
    notes: [
      ...(isAmbiguous(layout, values)
        ? [`Column "${time}" may have the day or the month first. It is read as month/day/year.`]
        : []),
      ...(Object.values(people).some(Boolean)
        ? []
        : ['No column says whose rows these are. Choose a user id, anonymous id or e-mail in the mapping.']),
    ],
  }
}

const eventName = ({
  orderId,
  revenue,
}: {
  orderId: string | undefined
  revenue: string | undefined
}): string => (orderId || revenue ? 'Order Completed' : 'Row Imported')

const mapped = ({ name, type }: InspectedColumn): MappedColumn => ({
  column: name,
  name: plainName(name) || name,
  type: type === 'number' || type === 'boolean' || type === 'json' ? type : 'text',
})

const currencyWords: readonly (readonly [RegExp, string])[] = [
  [/dollar|usd/, 'USD'],
  [/euro|eur(_|$)/, 'EUR'],
  [/pound|gbp/, 'GBP'],
  [/yen|jpy/, 'JPY'],
  [/chf|franken/, 'CHF'],
]

/** The currency's own column, or what the name of the money's says: `dollar_value`. */
function currencyOf(column: string | undefined, revenue: string | undefined): CsvMapping['currency'] {
  if (column) return { column }
  const word = currencyWords.find(([pattern]) => pattern.test(plainName(revenue ?? '')))
  return word && { value: word[1] }
}
