import { type Static, Type } from 'typebox'
import { Filters } from './filter.ts'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

/** The web vitals, in the order in which they are told: loading, responding, standing still, and what comes before. */
export const vitalMetrics = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const

export type VitalMetric = (typeof vitalMetrics)[number]

/**
 * Google's bands (web.dev/articles/defining-core-web-vitals-thresholds): good up to the first bound, poor above the
 * second, needs improvement between. Milliseconds, except for CLS, which has no unit.
 */
export const vitalBounds: Readonly<Record<VitalMetric, { readonly good: number; readonly poor: number }>> = {
  LCP: { good: 2500, poor: 4000 },
  INP: { good: 200, poor: 500 },
  CLS: { good: 0.1, poor: 0.25 },
  FCP: { good: 1800, poor: 3000 },
  TTFB: { good: 800, poor: 1800 },
}

export const vitalBands = ['good', 'needs-improvement', 'poor'] as const

export type VitalBand = (typeof vitalBands)[number]

/** The band of a value. */
export function vitalBandOf(metric: VitalMetric, value: number): VitalBand {
  const { good, poor } = vitalBounds[metric]
  if (value <= good) return 'good'
  return value <= poor ? 'needs-improvement' : 'poor'
}

const Metric = Type.Enum(vitalMetrics)
const Band = Type.Enum(vitalBands)

const interval = {
  estimate: Type.Number(),
  low: Type.Number({ description: 'Lower bound of the 95 % interval' }),
  high: Type.Number({ description: 'Upper bound of the 95 % interval' }),
} as const

const Estimate = Type.Object(interval, strict)

const P75 = Type.Union([Estimate, Type.Null()], {
  description:
    'The 75th percentile with its interval (order statistics); null where fewer than 16 views measured it',
})

const Rate = Type.Object({ count: Type.Integer(), of: Type.Integer(), ...interval }, strict)

export type VitalRate = Static<typeof Rate>

const everyVitalsReport = {
  ...rangeProperties,
  page: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'Path of a page; * stands for one part of it, such as /product/*',
    }),
  ),
  where: Type.Optional(Filters),
  segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
} as const

export const VitalsRequest = Type.Object(
  {
    ...everyVitalsReport,
    interval: Type.Enum(['hour', 'day', 'week', 'month']),
    weekStartsOn: Type.Optional(Type.Enum(['monday', 'sunday'], { default: 'monday' })),
    by: Type.Optional(Type.Enum(['page', 'device', 'country'])),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Groups; the rest are “other”' }),
    ),
  },
  strict,
)

export type VitalsRequest = Static<typeof VitalsRequest>

const Measured = Type.Object(
  {
    metric: Metric,
    views: Type.Integer({ description: 'Page views that measured it' }),
    p75: P75,
    bands: Type.Array(
      Type.Object({ band: Band, count: Type.Integer(), of: Type.Integer(), ...interval }, strict),
      {
        description: 'Share of the views in each band, by Wilson; empty without views',
      },
    ),
  },
  strict,
)

export type MeasuredVital = Static<typeof Measured>

const Blame = Type.Object(
  {
    metric: Metric,
    kind: Type.Enum(['element', 'script', 'resource']),
    name: Type.String({ description: 'Selector of the element, or address without query' }),
    page: Type.String({ description: 'Where it was slow most often' }),
    pages: Type.Integer({ description: 'Paths on which it was to blame' }),
    views: Type.Integer({ description: 'Views in which the metric was put down to it' }),
    slow: Rate,
    p75: P75,
  },
  strict,
)

export type VitalBlame = Static<typeof Blame>

export const VitalsResponse = Type.Object(
  {
    views: Type.Integer({ description: 'Page views, by the metric that most of them measured' }),
    metrics: Type.Array(Measured, { description: 'One of each metric, in a fixed order' }),
    buckets: Type.Array(Type.String()),
    course: Type.Array(
      Type.Object({ metric: Metric, views: Type.Array(Type.Integer()), p75: Type.Array(P75) }, strict),
    ),
    groups: Type.Optional(
      Type.Array(
        Type.Object(
          {
            value: Type.Union([Type.String(), Type.Null()]),
            other: Type.Optional(
              Type.Literal(true, { description: 'Stands for all values beyond the limit' }),
            ),
            views: Type.Integer(),
            metrics: Type.Array(Measured),
          },
          strict,
        ),
      ),
    ),
    blame: Type.Array(Blame, {
      description:
        'What views beyond the good band are put down to, most first; `slow` counts them among all slow views of the metric',
    }),
  },
  strict,
)

export type VitalsResponse = Static<typeof VitalsResponse>

export const VitalsCostRequest = Type.Object(
  {
    ...everyVitalsReport,
    conversion: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        default: 'Order Completed',
        description: 'Name of the event that is the aim of a session',
      }),
    ),
  },
  strict,
)

export type VitalsCostRequest = Static<typeof VitalsCostRequest>

const Difference = Type.Union([Estimate, Type.Null()])

export const VitalsCostResponse = Type.Object(
  {
    method: Type.String(),
    conversion: Type.String(),
    currency: Type.String({ description: 'Of the money: the one that most of it is in' }),
    sessions: Type.Integer({ description: 'Sessions with a page view' }),
    metrics: Type.Array(
      Type.Object(
        {
          metric: Metric,
          measured: Type.Integer({ description: 'Sessions whose first page measured it' }),
          bands: Type.Array(
            Type.Object(
              {
                band: Band,
                sessions: Type.Integer(),
                bounce: Type.Union([Rate, Type.Null()]),
                conversion: Type.Union([Rate, Type.Null()]),
                money: Type.Union([Estimate, Type.Null()], {
                  description:
                    'A session, net of refunds; null where fewer than 30 sessions or 5 with an order tell it',
                }),
              },
              strict,
            ),
          ),
          poorAgainstGood: Type.Object(
            { bounce: Difference, conversion: Difference },
            {
              ...strict,
              description:
                'The poor band’s share less the good band’s, by Newcombe; null where one has no session',
            },
          ),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type VitalsCostResponse = Static<typeof VitalsCostResponse>

const report = { method: 'POST', tag: 'vitals', access: 'project', scope: 'read' } as const

export const reportVitals = defineRoute({
  ...report,
  path: '/api/v1/vitals',
  summary: 'How fast pages are to their visitors: web vitals at the 75th percentile, and what to blame',
  body: VitalsRequest,
  response: VitalsResponse,
})

export const reportVitalsCost = defineRoute({
  ...report,
  path: '/api/v1/vitals/cost',
  summary: 'Bounce, conversion and money of sessions by the speed of their first page',
  body: VitalsCostRequest,
  response: VitalsCostResponse,
})
