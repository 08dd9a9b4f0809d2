import { type VitalMetric, vitalBandOf, vitalBands, vitalMetrics } from '@throughline/contract/vitals'
import { quantileRanks } from '@throughline/statistics/quantile-ranks'

/** One thing that happened, as the plain reading of tests takes it; its place in the list is its order within a moment. */
export interface NaiveEvent {
  readonly person: string
  /** Empty: sessions follow from idle time. */
  readonly session: string
  readonly at: number
  readonly kind: 'page' | 'vital' | 'order' | 'other'
  readonly path: string
  readonly device: string
  /** Of a vital. */
  readonly metric: string
  readonly value: unknown
  readonly view: string
  readonly element: string
  readonly script: string
  /** Of an order. */
  readonly revenue: number
}

interface Measured {
  readonly metric: VitalMetric
  readonly value: number
  readonly event: NaiveEvent
}

/** The last word on each metric of each view; an independent, plain reading of what the SQL does. */
export function lastWords(events: readonly NaiveEvent[]): Measured[] {
  const words = new Map<string, Measured>()
  for (const [index, event] of inOrder(events).entries()) {
    const measured = measuredBy(event)
    if (measured) words.set(`${measured.metric} ${event.view || `alone ${index}`}`, measured)
  }
  return [...words.values()]
}

/** What an event measured, if it makes sense. */
function measuredBy(event: NaiveEvent): Measured | undefined {
  const metric = vitalMetrics.find((name) => name === event.metric.toUpperCase())
  const value = typeof event.value === 'string' ? Number(event.value) : event.value
  if (event.kind !== 'vital' || !metric || typeof value !== 'number' || !(value >= 0)) return undefined
  return { metric, value, event }
}

const inOrder = (events: readonly NaiveEvent[]): NaiveEvent[] => events.toSorted((a, b) => a.at - b.at)

/** The 75th percentile, linearly between values, and the values at the ranks of its interval. */
export function naiveP75(values: readonly number[]) {
  const ranks = quantileRanks(values.length, 0.75)
  if (!ranks) return null
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * 0.75
  const at = (index: number): number => sorted[Math.min(index, sorted.length - 1)] ?? Number.NaN
  const below = at(Math.floor(place))
  return {
    estimate: below + (place - Math.floor(place)) * (at(Math.floor(place) + 1) - below),
    low: at(ranks.low - 1),
    high: at(ranks.high - 1),
  }
}

/** Views, percentile and bands of one metric among measurements. */
export function naiveMetric(metric: VitalMetric, measured: readonly Measured[]) {
  const own = measured.filter((one) => one.metric === metric)
  return {
    metric,
    views: own.length,
    p75: naiveP75(own.map(({ value }) => value)),
    bands: vitalBands.map((band) => own.filter(({ value }) => vitalBandOf(metric, value) === band).length),
  }
}

const IDLE_MS = 30 * 60_000

/** Each person's sessions as lists of events: by the id that came with them, else by idle time. */
export function naiveSessions(events: readonly NaiveEvent[]): NaiveEvent[][] {
  const sessions = new Map<string, NaiveEvent[]>()
  for (const [person, own] of Map.groupBy(inOrder(events), (event) => event.person)) {
    let [opened, last] = [0, Number.NEGATIVE_INFINITY]
    for (const event of own) {
      if (event.session === '') {
        if (event.at - last > IDLE_MS) opened = event.at
        last = event.at
      }
      const name = `${person} ${event.session || `idle ${opened}`}`
      sessions.set(name, [...(sessions.get(name) ?? []), event])
    }
  }
  return [...sessions.values()].filter((session) => session.some(({ kind }) => kind === 'page'))
}

/** One session's first page, and what was measured on it. */
export function naiveVisit(session: readonly NaiveEvent[]) {
  const pages = session.filter(({ kind }) => kind === 'page')
  const firstPath = pages[0]?.path
  const onFirst = session.filter((event) => event.path === firstPath && measuredBy(event))
  const speeds = new Map<VitalMetric, number>()
  for (const metric of vitalMetrics) {
    const own = onFirst.flatMap((event) => {
      const measured = measuredBy(event)
      return measured?.metric === metric ? [measured] : []
    })
    const last = own.findLast(
      (one) => one === own[0] || (one.event.view !== '' && one.event.view === own[0]?.event.view),
    )
    if (last) speeds.set(metric, last.value)
  }
  const orders = session.filter(({ kind }) => kind === 'order')
  return {
    firstPath,
    speeds,
    bounced: pages.length === 1,
    converted: orders.length > 0,
    spent: orders.reduce((sum, { revenue }) => sum + revenue, 0),
  }
}
