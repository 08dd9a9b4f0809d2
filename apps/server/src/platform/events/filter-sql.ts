import type { Filter, Operator } from '@throughline/contract/filter'
import { momentOf } from '@throughline/evaluator/moment'
import { all, any, float, moment, type Sql, sql, text, texts } from '../analytics/sql.ts'
import { AppError } from '../app-error.ts'
import { eventField, jsonText, traitOfPeople } from './event-fields.ts'
import { profileKey } from './profile-key.ts'

/** What filters stand on beside the event itself. */
export interface FilterContext {
  readonly projectId: string
  /** Whether an event's person is in a segment. @throws AppError `not_found` */
  readonly segment: (id: string) => Sql
}

/**
 * Conditions on an event, all of which must hold. An operator with "not" in its name is exactly the opposite of the one
 * without, so it also holds where the property is missing; any other operator never holds there.
 *
 * @param place where in the request the filters stand, such as `steps[0].where`
 * @throws AppError `invalid` that names the filter and what was expected
 */
export function filterSql(
  filters: readonly Filter[] | undefined,
  context: FilterContext,
  place: string,
): Sql {
  return all((filters ?? []).map((filter, index) => one(filter, context, `${place}[${index}]`)))
}

/** Regular expressions among filters, with their places; only the store can tell whether it takes them. */
export function patternsIn(
  filters: readonly Filter[] | undefined,
  place: string,
): { field: string; pattern: string }[] {
  return (filters ?? []).flatMap(({ operator, value }, index) =>
    positive(operator) === 'matches' && typeof value === 'string'
      ? [{ field: `${place}[${index}].value`, pattern: value }]
      : [],
  )
}

const opposites = {
  notEquals: 'equals',
  notIn: 'in',
  notContains: 'contains',
  notMatches: 'matches',
  notExists: 'exists',
} as const

type Positive = Exclude<Operator, keyof typeof opposites>

const positive = (operator: Operator): Positive =>
  Object.hasOwn(opposites, operator) ? opposites[operator as keyof typeof opposites] : (operator as Positive)

/** Whether a value that is text or NULL, such as a person's trait, passes an operator: by the rules of filters. */
export function valueSql(given: Sql, test: Omit<Filter, 'property'>, place: string): Sql {
  const operator = positive(test.operator)
  const condition = inJson(given, valueTest({ ...test, property: '', operator }, place))
  return operator === test.operator ? condition : sql`NOT (${condition})`
}

/** Whether an operator holds where there is no value. */
export const holdsWithoutValue = (operator: Operator): boolean => positive(operator) !== operator

function one(filter: Filter, context: FilterContext, place: string): Sql {
  const operator = positive(filter.operator)
  const condition = holds({ ...filter, operator }, context, place)
  return operator === filter.operator ? condition : sql`NOT (${condition})`
}

function holds(filter: Filter & { operator: Positive }, context: FilterContext, place: string): Sql {
  const field = eventField(filter.property)
  if (field.kind === 'segment') return inSegments(filter, context, place)
  const test = valueTest(filter, place)
  if (field.kind === 'column') return sql`${field.column} != '' AND ${test(sql`${field.column}`)}`
  if (field.kind === 'json') return inJson(jsonText(field.column, field.path), test)
  return sql`${profileKey()} IN (
    SELECT trait_person FROM (${traitOfPeople(context.projectId, field.path)})
    WHERE ${inJson(sql`trait_value`, test)})`
}

/** A list fits where one of its elements does. */
const inJson = (value: Sql, test: (value: Sql) => Sql): Sql =>
  sql`ifNull(if(startsWith(${value}, '['), arrayExists(element -> ${test(sql`element`)}, JSONExtract(assumeNotNull(${value}), 'Array(String)')), ${test(value)}), 0)`

function inSegments(
  { operator, value }: Filter & { operator: Positive },
  context: FilterContext,
  place: string,
): Sql {
  const ids = operator === 'in' && Array.isArray(value) ? value : operator === 'equals' ? [value] : undefined
  if (!ids?.every((id) => typeof id === 'string'))
    throw expected(place, 'operator', 'segment takes in or notIn with a list of segment ids')
  return any(ids.map((id) => context.segment(id)))
}

/** The condition on one value, checked against what the operator needs before anything runs. */
function valueTest({ operator, value }: Filter & { operator: Positive }, place: string): (given: Sql) => Sql {
  switch (operator) {
    case 'exists':
      if (value !== undefined) throw expected(place, 'value', 'exists and notExists take no value')
      return (given) => sql`isNotNull(${given})`
    case 'equals':
      return equal(scalar(value, place, operator))
    case 'in': {
      if (!Array.isArray(value) || value.length === 0)
        throw expected(place, 'value', 'in and notIn take a list of at least one value')
      return among(value)
    }
    case 'contains': {
      const part = string(value, place, operator)
      return (given) => sql`position(${given}, ${text(part)}) > 0`
    }
    case 'startsWith': {
      const start = string(value, place, operator)
      return (given) => sql`startsWith(${given}, ${text(start)})`
    }
    case 'endsWith': {
      const end = string(value, place, operator)
      return (given) => sql`endsWith(${given}, ${text(end)})`
    }
    case 'matches': {
      const pattern = string(value, place, operator)
      if (pattern.length > 1000)
        throw expected(place, 'value', 'a regular expression has at most 1000 characters')
      return (given) => sql`match(${given}, ${text(pattern)})`
    }
    case 'greaterThan':
    case 'atLeast':
    case 'lessThan':
    case 'atMost': {
      const bound = number(value, place, operator)
      return (given) => sql`ifNull(toFloat64OrNull(${given}) ${comparison[operator]} ${float(bound)}, 0)`
    }
    case 'between': {
      if (!Array.isArray(value) || value.length !== 2)
        throw expected(place, 'value', 'between takes two numbers')
      const [low, high] = value.map((bound) => number(bound, place, operator)) as [number, number]
      if (low > high) throw expected(place, 'value', 'between takes the lower number first')
      return (given) =>
        sql`ifNull(toFloat64OrNull(${given}) >= ${float(low)} AND toFloat64OrNull(${given}) <= ${float(high)}, 0)`
    }
    case 'before':
    case 'after': {
      const when = time(value, place, operator)
      const compare = operator === 'before' ? sql`<` : sql`>`
      return (given) =>
        sql`match(${given}, ${text(DATE_OR_SECONDS)}) AND ifNull(parseDateTime64BestEffortOrNull(${given}, 3, 'UTC') ${compare} ${moment(when)}, 0)`
    }
  }
}

/** What counts as a time: ISO 8601, or seconds or milliseconds since 1970. The store alone would also read "5" as one. */
const DATE_OR_SECONDS = '^([0-9]{4}-[0-9]{2}|[0-9]{9,13}$)'

const comparison = {
  greaterThan: sql`>`,
  atLeast: sql`>=`,
  lessThan: sql`<`,
  atMost: sql`<=`,
}

type Scalar = string | number | boolean

/** A number equals by value, so 5 is 5.0 and "5.00"; text and truth values equal letter by letter. */
const equal = (value: Scalar): ((given: Sql) => Sql) =>
  typeof value === 'number'
    ? (given) => sql`ifNull(toFloat64OrNull(${given}) = ${float(value)}, 0)`
    : (given) => sql`${given} = ${text(String(value))}`

function among(values: readonly Scalar[]): (given: Sql) => Sql {
  const numbers = values.filter((value) => typeof value === 'number')
  const words = values.filter((value) => typeof value !== 'number').map(String)
  return (given) =>
    any([
      ...(words.length > 0 ? [sql`${given} IN ${texts(words)}`] : []),
      ...numbers.map((value) => equal(value)(given)),
    ])
}

function scalar(value: Filter['value'], place: string, operator: string): Scalar {
  if (value === undefined || Array.isArray(value))
    throw expected(place, 'value', `${operator} takes one text, number or truth value`)
  return value
}

function string(value: Filter['value'], place: string, operator: string): string {
  if (typeof value !== 'string' || value === '')
    throw expected(place, 'value', `${operator} takes a text that is not empty`)
  return value
}

function number(value: Filter['value'], place: string, operator: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw expected(place, 'value', `${operator} takes a number`)
  return value
}

/** As flags read it: a time without a zone is UTC, in whatever zone this machine is. */
function time(value: Filter['value'], place: string, operator: string): string {
  const ms = typeof value === 'string' ? momentOf(value) : typeof value === 'number' ? value : Number.NaN
  if (!Number.isFinite(ms) || ms < Date.UTC(1900, 0, 1) || ms >= Date.UTC(2300, 0, 1))
    throw expected(
      place,
      'value',
      `${operator} takes a time in ISO 8601, such as 2026-01-31T12:00:00Z, or milliseconds since 1970`,
    )
  return new Date(ms).toISOString()
}

const expected = (place: string, part: string, what: string): AppError =>
  new AppError('invalid', `${place}.${part}: ${what}.`, { field: `${place}.${part}` })
