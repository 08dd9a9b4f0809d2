import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import type { ExperimentUnit } from '@throughline/contract/experiments'
import { literal } from '../../../../platform/analytics/literal.ts'
import { any, join, type Sql, sql, text, texts, within } from '../../../../platform/analytics/sql.ts'
import { eventField, fieldText, numberOf } from '../../../../platform/events/event-fields.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { ORDER_EVENT } from '../metric.ts'
import { EXPOSURE_EVENT } from './exposed-units.ts'
import { isOf, mayBeOf, ofSlice, type UnitSlice, unitKey } from './unit-slice.ts'

/** What is read of a unit's history. */
export interface ReadScope {
  readonly projectId: string
  readonly unit: ExperimentUnit
  /** ISO 4217: of the money that counts, and of an order that names none. */
  readonly currency: string
  /** From the time before exposure that serves as a covariate, to the end. */
  readonly range: IsoRange
  /** The condition of an event that a metric names, made ready and checked before. */
  readonly matches: (choice: MetricEvent) => Sql
}

/**
 * Collects what the metrics of an experiment read, each thing once, and reads all of it in one pass: columns `m0`, `m1` …
 * tell which events fit, `n0`, `n1` … are their numbers, `o0` … tell which orders fit, `money` is an order's.
 */
export class MetricReads {
  readonly #scope: ReadScope
  readonly #events = new Map<string, MetricEvent>()
  readonly #numbers = new Map<string, { event: Sql; property: string }>()
  readonly #orders = new Map<string, MetricEvent>()

  constructor(scope: ReadScope) {
    this.#scope = scope
  }

  /** The column that is 1 where an event fits. */
  event(choice: MetricEvent): Sql {
    return sql`m${literal(indexIn(this.#events, keyOf(choice), choice))}`
  }

  /** The column with a number of the events that fit, or NULL. */
  number(choice: MetricEvent, property: string): Sql {
    const event = this.event(choice)
    const key = JSON.stringify([keyOf(choice), property])
    return sql`n${literal(indexIn(this.#numbers, key, { event, property }))}`
  }

  /** The column that is 1 for orders that fit. Cancelled orders and those refunded in whole are none. */
  order(where: MetricEvent['where']): Sql {
    const choice = { event: ORDER_EVENT, ...(where && { where }) }
    return sql`o${literal(indexIn(this.#orders, keyOf(choice), choice))}`
  }

  /** One row an event or order: `unit`, `at` (ms), `seq`, the columns, `money` and `foreign_money`. */
  sql(slice: UnitSlice): Sql {
    const sources = [
      ...(this.#events.size > 0 ? [this.#eventRows(slice)] : []),
      ...(this.#orders.size > 0 ? [this.#orderRows(slice)] : []),
    ]
    return join(
      sources,
      sql`
    UNION ALL
    `,
    )
  }

  #eventRows(slice: UnitSlice): Sql {
    const { projectId, unit, range, matches } = this.#scope
    const { key, present } = unitKey(unit)
    const choices = [...this.#events.values()]
    const fits = choices.map((choice, index) => sql`toUInt8(${matches(choice)}) AS m${literal(index)}`)
    const numbers = [...this.#numbers.values()].map(({ event, property }, index) => {
      const field = eventField(property)
      const value = field.kind === 'column' || field.kind === 'json' ? numberOf(fieldText(field)) : sql`NULL`
      return sql`if(${event}, ${value}, NULL) AS n${literal(index)}`
    })
    const orders = [...this.#orders.keys()].map((_, index) => sql`toUInt8(0) AS o${literal(index)}`)
    return sql`SELECT ${key} AS unit, toUnixTimestamp64Milli(ts) AS at, seq, ${list([...fits, ...numbers, ...orders])}toFloat64(0) AS money, toUInt8(0) AS foreign_money
    FROM events
    WHERE ${ofSlice(projectId, slice, unit)} AND ${present} AND ${isOf(slice, unit, sql`unit`)} AND ${within(sql`ts`, range)}
      AND ${named(choices)}
      AND ${any(choices.map((_, index) => sql`m${literal(index)}`))}`
  }

  #orderRows(slice: UnitSlice): Sql {
    const { projectId, unit, range, currency, matches } = this.#scope
    const choices = [...this.#orders.values()]
    const none = [
      ...[...this.#events.keys()].map((_, index) => sql`toUInt8(0) AS m${literal(index)}`),
      ...[...this.#numbers.keys()].map(
        (_, index) => sql`CAST(NULL, 'Nullable(Float64)') AS n${literal(index)}`,
      ),
    ]
    const ofPerson = unit === 'person'
    const filtered = choices.some(({ where }) => where !== undefined)
    const fitting = sql`toUInt32(${join(
      choices.map((choice, index) => sql`bitShiftLeft(toUInt32(${matches(choice)}), ${literal(index)})`),
      sql` + `,
      sql`0`,
    )})`
    // What an order needs of the event that placed it makes orders twice as dear, so it is only asked for where it matters.
    const placing = ofPerson ? fitting : sql`(${fitting}, ${unitKey(unit).key})`
    const mask = ofPerson ? sql`placing` : sql`placing.1`
    const fits = choices.map(({ where }, index) =>
      where
        ? sql`toUInt8(bitTest(${mask}, ${literal(index)})) AS o${literal(index)}`
        : sql`toUInt8(1) AS o${literal(index)}`,
    )
    const own = sql`currency = ${text(currency)}`
    const orders = ordersSql({
      projectId,
      currency,
      events: sql`${within(sql`ts`, range)} AND ${mayBeOf(slice, unit)}`,
      ...((filtered || !ofPerson) && { placing }),
    })
    return sql`SELECT ${ofPerson ? sql`profile_key` : sql`placing.2`} AS unit, toUnixTimestamp64Milli(placed_at) AS at, toUInt64(0) AS seq,
      ${list([...none, ...fits])}if(${own}, toFloat64(total), 0) AS money, toUInt8(NOT (${own})) AS foreign_money
    FROM (${orders})
    WHERE ${isOf(slice, unit, sql`unit`)}${ofPerson ? sql`` : sql` AND unit != ${unitOfNothing}`}`
  }
}

/** The key of an event without a session or group. */
const unitOfNothing = sql`sipHash64('')`

function named(choices: readonly MetricEvent[]): Sql {
  const names = new Set(choices.map(({ event }) => event))
  return names.has('*') ? sql`event != ${text(EXPOSURE_EVENT)}` : sql`event IN ${texts([...names])}`
}

const keyOf = (choice: MetricEvent): string => JSON.stringify([choice.event, choice.where ?? []])

function indexIn<T>(map: Map<string, T>, key: string, value: T): number {
  if (!map.has(key)) map.set(key, value)
  return [...map.keys()].indexOf(key)
}

const list = (columns: readonly Sql[]): Sql =>
  join(
    columns.map((column) => sql`${column}, `),
    sql``,
  )
