import type { MetricDefinition } from '@throughline/contract/experiment-metrics'
import type { NaiveEvent, NaiveUnit, NaiveValue } from './naive-sums.ts'

const DAY = 86_400_000
const FROM = Date.UTC(2026, 1, 10)
const TO = FROM + 10 * DAY
/** When the experiment of the tests runs, and when its second phase begins. */
export const naiveRange = { from: FROM, to: TO, second: FROM + 4 * DAY }
const past = 28 * DAY

/** A metric, and what it makes of one unit as one would work it out by hand. */
export interface NaiveMetric {
  readonly definition: MetricDefinition
  readonly naive: (unit: NaiveUnit) => NaiveValue
}

const within = ({ events, exposed }: NaiveUnit, kind: NaiveEvent['kind'], from: number, to: number) =>
  events.filter((event) => event.kind === kind && event.at >= exposed + from && event.at < exposed + to)
const placed = ({ orders, exposed }: NaiveUnit, from: number, to: number) =>
  orders.filter(({ at }) => at >= exposed + from && at < exposed + to)
const total = (list: readonly { readonly total: number }[]) => list.reduce((sum, one) => sum + one.total, 0)
const sum = (list: readonly NaiveEvent[]) => list.reduce((all, { number }) => all + number, 0)
const ever = Number.POSITIVE_INFINITY

/** Metrics of every kind, by name. */
export const naiveMetrics: Record<string, NaiveMetric> = {
  ordered: {
    definition: { kind: 'proportion', event: 'Order Completed', better: 'up' },
    naive: (unit) => ({
      counts: true,
      y: Number(placed(unit, 0, ever).length > 0),
      x: Number(placed(unit, -past, 0).length > 0),
    }),
  },
  'cheap things added in two days': {
    definition: {
      kind: 'count',
      event: 'Product Added',
      where: [{ property: 'price', operator: 'atMost', value: 20 }],
      windowHours: 48,
      wait: true,
      better: 'up',
    },
    naive: (unit) => {
      const cheap = (list: readonly NaiveEvent[]) => list.filter(({ number }) => number <= 20).length
      return {
        counts: unit.exposed + 2 * DAY <= TO,
        y: cheap(within(unit, 'added', 0, 2 * DAY)),
        x: cheap(within(unit, 'added', -past, 0)),
      }
    },
  },
  revenue: {
    definition: { kind: 'revenue', cap: { kind: 'percentile', at: 80 }, better: 'up' },
    naive: (unit) => ({ counts: true, y: total(placed(unit, 0, ever)), x: total(placed(unit, -past, 0)) }),
  },
  'order value': {
    definition: {
      kind: 'ratio',
      numerator: { measure: 'revenue', event: 'Order Completed' },
      denominator: { measure: 'count', event: 'Order Completed' },
      better: 'up',
    },
    naive: (unit) => ({
      counts: true,
      y: total(placed(unit, 0, ever)),
      x: total(placed(unit, -past, 0)),
      below: placed(unit, 0, ever).length,
    }),
  },
  'price of what is added': {
    definition: {
      kind: 'mean',
      event: 'Product Added',
      property: 'price',
      cap: { kind: 'value', at: 60 },
      better: 'up',
    },
    naive: (unit) => ({
      counts: true,
      y: sum(within(unit, 'added', 0, ever)),
      x: sum(within(unit, 'added', -past, 0)),
    }),
  },
  'dearest thing': {
    definition: { kind: 'mean', event: 'Product Added', property: 'price', perUnit: 'max', better: 'up' },
    naive: (unit) => {
      const added = within(unit, 'added', 0, ever)
      return { counts: added.length > 0, y: Math.max(0, ...added.map(({ number }) => number)) }
    },
  },
  'median price': {
    definition: { kind: 'quantile', event: 'Product Added', property: 'price', better: 'up' },
    naive: (unit) => {
      const added = within(unit, 'added', 0, ever)
      return { counts: added.length > 0, y: added.length > 0 ? sum(added) / added.length : 0 }
    },
  },
  'added, then checkout': {
    definition: {
      kind: 'funnel',
      steps: [{ event: 'Product Added' }, { event: 'Checkout Started' }, { event: 'Product Added' }],
      of: 'previousStep',
      better: 'up',
    },
    naive: (unit) => {
      const steps = ['added', 'checkout', 'added']
      let reached = 0
      for (const { kind, at } of unit.events) if (at >= unit.exposed && kind === steps[reached]) reached++
      return { counts: true, y: Number(reached >= 3), below: Number(reached >= 2) }
    },
  },
  'adds on days 2 and 3': {
    definition: {
      kind: 'retention',
      event: 'Product Added',
      retention: { fromDay: 2, toDay: 4 },
      better: 'up',
    },
    naive: (unit) => ({
      counts: unit.exposed + 4 * DAY <= TO,
      y: Number(within(unit, 'added', 2 * DAY, 4 * DAY).length > 0),
    }),
  },
  'days to checkout': {
    definition: { kind: 'timeTo', event: 'Checkout Started', horizonDays: 5, better: 'down' },
    naive: (unit) => ({ counts: true, y: Number(within(unit, 'checkout', 0, 5 * DAY).length > 0) }),
  },
}

/** Of the days to checkout: how many had their event on each day, and how many were looked at so long in vain. */
export function naiveCourse(units: readonly NaiveUnit[]): number[] {
  const horizon = 5
  const course = new Array<number>(2 * horizon + 1).fill(0)
  for (const unit of units) {
    const [first] = within(unit, 'checkout', 0, horizon * DAY)
    const looked = Math.min(Math.floor((TO - unit.exposed) / DAY), horizon)
    const day = first ? Math.floor((first.at - unit.exposed) / DAY) : ever
    const code = day < looked ? day : horizon + looked
    course[code] = (course[code] ?? 0) + 1
  }
  return course
}
