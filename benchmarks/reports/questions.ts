import type {
  FunnelResponse,
  PathsResponse,
  RetentionResponse,
  TrendResponse,
} from '@throughline/contract/reports'
import { storeRange } from '../store/store-range.ts'

type Row = Readonly<Record<string, unknown>>

/** A question that the product's API and SQL written by hand answer, each in its own shape. */
export interface Question {
  readonly name: string
  readonly path: string
  readonly body: object
  /** Files of `by-hand/` that answer it on the merged table; the quickest counts. */
  readonly byHand: readonly string[]
  /** Both answers as the same plain value. */
  ofProduct(answer: unknown): unknown
  ofRows(rows: readonly Row[]): unknown
}

const steps = ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed']
const WEEK = 7 * 24 * 3600
const days = { ...storeRange, timezone: 'Europe/Berlin' }

/** Sums of many milliseconds may be added up in another order. */
const near = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toPrecision(9))

export const questions: readonly Question[] = [
  {
    name: 'funnel',
    path: '/api/v1/reports/funnel',
    body: { ...storeRange, steps: steps.map((event) => ({ event })), windowSeconds: WEEK },
    byHand: ['funnel.sql'],
    ofProduct: (answer) =>
      (answer as FunnelResponse).steps.map(({ count, averageSeconds, medianSeconds }) => [
        count,
        near(averageSeconds),
        near(medianSeconds),
      ]),
    ofRows([row]) {
      const { counts, averages, medians } = row as Record<'counts' | 'averages' | 'medians', number[]>
      return counts.map((count, index) => [
        Number(count),
        index === 0 ? null : near((averages[index - 1] ?? 0) / 1000),
        index === 0 ? null : near((medians[index - 1] ?? 0) / 1000),
      ])
    },
  },
  {
    name: 'retention',
    path: '/api/v1/reports/retention',
    body: {
      ...days,
      cohort: { event: 'Product Viewed' },
      return: { event: '*' },
      period: 'day',
      periods: 30,
    },
    byHand: ['retention.sql', 'retention-days-first.sql'],
    ofProduct: (answer) =>
      (answer as RetentionResponse).cohorts.flatMap(({ counts }, began) =>
        counts.flatMap((people, later) => (people > 0 ? [`${began}+${later}: ${people}`] : [])),
      ),
    ofRows: (rows) => rows.map(({ began, later, people }) => `${began}+${later}: ${people}`),
  },
  {
    name: 'trend',
    path: '/api/v1/reports/trend',
    body: {
      ...days,
      interval: 'day',
      series: [
        { event: 'Product Viewed', measure: 'count' },
        { event: 'Product Viewed', measure: 'people' },
      ],
    },
    byHand: ['trend.sql'],
    ofProduct(answer) {
      const [events, people] = (answer as TrendResponse).series
      return [
        [events?.total, people?.total],
        ...(events?.values.flatMap((count, day) => (count ? [[count, people?.values[day]]] : [])) ?? []),
      ]
    },
    ofRows: (rows) => rows.map(({ events, people }) => [events, people]),
  },
  {
    name: 'paths',
    path: '/api/v1/reports/paths',
    body: {
      ...storeRange,
      anchor: { direction: 'from', event: 'Product Viewed' },
      unit: 'session',
      depth: 5,
      width: 10,
    },
    byHand: ['paths.sql'],
    ofProduct: (answer) =>
      (answer as PathsResponse).edges
        .map(({ source, target, count }) => `${source} > ${target}: ${count}`)
        .sort(),
    ofRows: (rows) =>
      rows
        .filter(({ step, next }) => next !== null && Number(step) < 5)
        .map(({ step, name, next, units }) => `${step}:${name} > ${Number(step) + 1}:${next}: ${units}`)
        .sort(),
  },
]
