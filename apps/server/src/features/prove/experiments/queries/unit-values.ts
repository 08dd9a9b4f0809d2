import type { MetricDefinition, MetricEvent, RatioPart } from '@throughline/contract/experiment-metrics'
import { literal } from '../../../../platform/analytics/literal.ts'
import { all, float, integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { DEFAULT_HORIZON_DAYS, ORDER_EVENT, perUnitOf } from '../metric.ts'
import type { MetricReads } from './metric-reads.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long before exposure a unit's history serves as a covariate. */
export const PAST_MS = 28 * DAY

/** What a metric makes of one unit, as expressions on its row. */
export interface UnitValue {
  /** Whether the unit counts; undefined: all do. */
  readonly counts?: Sql
  /** Its number, before any cap: 0 or 1 of those that tell whether. */
  readonly y: Sql
  /** The same of the time before exposure. */
  readonly x?: Sql
  /** Of a ratio, what stands below; `y` is what stands above. */
  readonly below?: Sql
  /**
   * Of timeTo: with a horizon of H days, the day of the event (from 0), or H + the whole days in which it was looked for
   * in vain, at most H.
   */
  readonly code?: Sql
}

/**
 * Collects the aggregates over a unit's events that metrics stand on, each once: in their expressions, `at` is
 * milliseconds since the unit's exposure.
 */
export class UnitStates {
  readonly #states = new Map<string, { readonly state: Sql; readonly type: Sql }>()

  /** The name under which an aggregate of a type is found on the unit's row. */
  name(state: Sql, type: Sql): Sql {
    const key = JSON.stringify(state.compile())
    if (!this.#states.has(key)) this.#states.set(key, { state, type })
    return sql`s${literal([...this.#states.keys()].indexOf(key))}`
  }

  /** `aggregate AS s0, …` for a SELECT; begins with a comma. */
  columns(): Sql {
    return join(
      [...this.#states.values()].map(({ state }, index) => sql`,\n  ${state} AS s${literal(index)}`),
      sql``,
    )
  }

  /** `s0 UInt64, …` for a table of them; begins with a comma. */
  types(): Sql {
    return join(
      [...this.#states.values()].map(({ type }, index) => sql`, s${literal(index)} ${type}`),
      sql``,
    )
  }
}

/** @param end when looking ends, in ms */
export function unitValue(
  definition: MetricDefinition,
  reads: MetricReads,
  states: UnitStates,
  end: number,
): UnitValue {
  const { kind, event = ORDER_EVENT, where, windowHours, wait, property } = definition
  const choice: MetricEvent = { event, ...(where && { where }) }
  const windowMs = windowHours === undefined ? undefined : Math.round(windowHours * HOUR)
  const after = windowMs === undefined ? sql`at >= 0` : sql`at >= 0 AND at < ${integer(windowMs)}`
  const before = sql`at < 0 AND at >= ${integer(-PAST_MS)}`
  const counts =
    wait && windowMs !== undefined ? { counts: sql`exposed + ${integer(windowMs)} <= ${integer(end)}` } : {}

  const fits = (of: MetricEvent): Sql => (of.event === ORDER_EVENT ? reads.order(of.where) : reads.event(of))
  const count = (of: MetricEvent, when: Sql): Sql =>
    states.name(sql`countIf(${fits(of)} AND ${when})`, sql`UInt64`)
  const money = (of: MetricEvent['where'], when: Sql): Sql =>
    states.name(sql`sumIf(money, ${reads.order(of)} AND ${when})`, sql`Float64`)
  const sum = (of: MetricEvent, number: string, when: Sql): Sql =>
    states.name(
      sql`sumIf(ifNull(${reads.number(of, number)}, 0), ${reads.event(of)} AND ${when})`,
      sql`Float64`,
    )
  const measure = (part: RatioPart, when: Sql): Sql => {
    if (part.measure === 'revenue') return money(part.where, when)
    return part.measure === 'sum' ? sum(part, part.property ?? '', when) : count(part, when)
  }

  switch (kind) {
    case 'proportion':
      return { ...counts, y: sql`${count(choice, after)} > 0`, x: sql`${count(choice, before)} > 0` }
    case 'count':
      return { ...counts, y: count(choice, after), x: count(choice, before) }
    case 'revenue':
      return { ...counts, y: money(where, after), x: money(where, before) }
    case 'mean':
    case 'quantile': {
      const number = property ?? ''
      if (perUnitOf(definition) === 'sum')
        return { ...counts, y: sum(choice, number, after), x: sum(choice, number, before) }
      const value = reads.number(choice, number)
      const has = sql`${reads.event(choice)} AND isNotNull(${value}) AND ${after}`
      const values = states.name(sql`countIf(${has})`, sql`UInt64`)
      const y =
        perUnitOf(definition) === 'max'
          ? states.name(sql`maxIf(assumeNotNull(${value}), ${has})`, sql`Float64`)
          : sql`${states.name(sql`sumIf(assumeNotNull(${value}), ${has})`, sql`Float64`)} / greatest(${values}, 1)`
      return { counts: all([...Object.values(counts), sql`${values} > 0`]), y }
    }
    case 'ratio': {
      const { numerator, denominator } = definition
      if (!numerator || !denominator) throw new TypeError('A ratio has two sides.')
      return {
        ...counts,
        y: measure(numerator, after),
        below: measure(denominator, after),
        x: measure(numerator, before),
      }
    }
    case 'funnel': {
      const steps = definition.steps ?? []
      const reached = states.name(
        stepsReached(
          steps.map((step) => reads.event(step)),
          after,
        ),
        sql`UInt8`,
      )
      const last = literal(steps.length)
      if (definition.of !== 'previousStep' || steps.length < 2)
        return { ...counts, y: sql`${reached} >= ${last}` }
      return {
        ...counts,
        y: sql`${reached} >= ${last}`,
        below: sql`${reached} >= ${literal(steps.length - 1)}`,
      }
    }
    case 'retention': {
      const { fromDay, toDay } = definition.retention ?? { fromDay: 0, toDay: 1 }
      const during = sql`at >= ${integer(fromDay * DAY)} AND at < ${integer(toDay * DAY)}`
      return {
        counts: sql`exposed + ${integer(toDay * DAY)} <= ${integer(end)}`,
        y: sql`${count(choice, during)} > 0`,
      }
    }
    case 'timeTo': {
      const horizon = definition.horizonDays ?? DEFAULT_HORIZON_DAYS
      const within = sql`at >= 0 AND at < ${integer(horizon * DAY)}`
      const first = states.name(sql`minIf(at, ${fits(choice)} AND ${within})`, sql`Int64`)
      const did = sql`${count(choice, within)} > 0`
      const looked = sql`least(intDiv(${integer(end)} - exposed, ${integer(DAY)}), ${literal(horizon)})`
      // A day that is not over has its events but not all who could have had one: it counts for neither.
      const known = sql`${did} AND ${first} < ${looked} * ${integer(DAY)}`
      return {
        y: did,
        code: sql`toUInt32(if(${known}, intDiv(${first}, ${integer(DAY)}), ${literal(horizon)} + ${looked}))`,
      }
    }
  }
}

/**
 * How many steps a unit took, one event each, in their order; events of one moment in the order of the log. Each event is
 * one number, from the highest bits its time, its place in the log and the steps that it is: lists of tuples take three
 * times as long.
 */
function stepsReached(steps: readonly Sql[], when: Sql): Sql {
  const mask = join(
    steps.map((step, index) => sql`bitShiftLeft(toUInt16(${step}), ${literal(index)})`),
    sql` + `,
  )
  const isStep = join(steps, sql` OR `)
  const event = sql`bitShiftLeft(toUInt128(at), 80) + bitShiftLeft(toUInt128(seq), 16) + ${mask}`
  return sql`arrayFold((reached, one) -> toUInt8(reached + bitTest(toUInt16(one), reached)), arraySort(groupArrayIf(${event}, (${isStep}) AND ${when})), toUInt8(0))`
}

/** A number with a cap. A count would have no type in common with it. */
export const capped = (value: Sql, cap: number | undefined): Sql =>
  cap === undefined ? value : sql`least(toFloat64(${value}), ${float(cap)})`
