import { type Static, Type } from 'typebox'
import { Filters } from './filter.ts'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const EventName = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'Name of an event, or * for any',
})
const Property = Type.String({ minLength: 1, maxLength: 200 })
const Nullable = Type.Union([Type.Number(), Type.Null()])

/** A group of a breakdown: a value, null for those without one, or all that are too rare to be named. */
const group = {
  value: Type.Union([Type.String(), Type.Null()]),
  other: Type.Optional(Type.Literal(true, { description: 'Stands for all values beyond the limit' })),
} as const

/** What every report takes: the range, conditions on all its events, and a segment its people are in. */
const everyReport = {
  ...rangeProperties,
  where: Type.Optional(Filters),
  segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
} as const

const Breakdown = Type.Object(
  { property: Property, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })) },
  strict,
)

const Step = Type.Object({ event: EventName, where: Type.Optional(Filters) }, strict)

export const FunnelRequest = Type.Object(
  {
    ...everyReport,
    steps: Type.Array(Step, { minItems: 2, maxItems: 20 }),
    order: Type.Optional(Type.Enum(['ordered', 'strict', 'unordered'], { default: 'ordered' })),
    windowSeconds: Type.Optional(Type.Integer({ minimum: 1, description: 'Left out: the whole range' })),
    exclusions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            event: EventName,
            where: Type.Optional(Filters),
            afterStep: Type.Integer({ minimum: 1, maximum: 19 }),
            beforeStep: Type.Integer({ minimum: 2, maximum: 20 }),
          },
          strict,
        ),
        { maxItems: 10 },
      ),
    ),
    breakdown: Type.Optional(Breakdown),
    unit: Type.Optional(Type.Enum(['person', 'session'], { default: 'person' })),
    histogram: Type.Optional(
      Type.Object(
        { bins: Type.Integer({ minimum: 2, maximum: 100 }) },
        { ...strict, description: 'Time from first to last step' },
      ),
    ),
  },
  strict,
)

export type FunnelRequest = Static<typeof FunnelRequest>

const FunnelStep = Type.Object(
  {
    event: Type.String(),
    count: Type.Integer(),
    conversionFromFirst: Nullable,
    conversionFromPrevious: Nullable,
    averageSeconds: Nullable,
    medianSeconds: Nullable,
  },
  strict,
)

export const FunnelResponse = Type.Object(
  {
    steps: Type.Array(FunnelStep),
    breakdown: Type.Optional(Type.Array(Type.Object({ ...group, steps: Type.Array(FunnelStep) }, strict))),
    histogram: Type.Optional(
      Type.Array(
        Type.Object({ fromSeconds: Type.Number(), toSeconds: Type.Number(), count: Type.Integer() }, strict),
      ),
    ),
  },
  strict,
)

export type FunnelResponse = Static<typeof FunnelResponse>

export const RetentionRequest = Type.Object(
  {
    ...everyReport,
    weekStartsOn: Type.Optional(Type.Enum(['monday', 'sunday'], { default: 'monday' })),
    cohort: Type.Object(
      {
        event: EventName,
        where: Type.Optional(Filters),
        firstTime: Type.Optional(Type.Boolean({ default: false })),
      },
      strict,
    ),
    return: Type.Object({ event: EventName, where: Type.Optional(Filters) }, strict),
    period: Type.Enum(['day', 'week', 'month']),
    periods: Type.Integer({ minimum: 1, maximum: 100, description: 'Columns after the cohort’s own size' }),
    counting: Type.Optional(Type.Enum(['on', 'onOrAfter'], { default: 'on' })),
    value: Type.Optional(
      Type.Object(
        { property: Property },
        { ...strict, description: 'Sums a number of the return events, too, such as revenue' },
      ),
    ),
  },
  strict,
)

export type RetentionRequest = Static<typeof RetentionRequest>

export const RetentionResponse = Type.Object(
  {
    cohorts: Type.Array(
      Type.Object(
        {
          start: Type.String(),
          counts: Type.Array(Type.Integer()),
          sums: Type.Optional(
            Type.Array(Nullable, {
              description:
                'What the cohort’s return events of period 0, 1, 2 … add up to, whatever the counting; null beyond what a number holds',
            }),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type RetentionResponse = Static<typeof RetentionResponse>

export const measures = [
  'count',
  'people',
  'sum',
  'average',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'perPerson',
] as const

export const TrendRequest = Type.Object(
  {
    ...everyReport,
    weekStartsOn: Type.Optional(Type.Enum(['monday', 'sunday'], { default: 'monday' })),
    interval: Type.Enum(['hour', 'day', 'week', 'month']),
    series: Type.Array(
      Type.Object(
        {
          event: EventName,
          where: Type.Optional(Filters),
          measure: Type.Enum(measures, {
            description: 'perPerson: events, or the sum of the property, a person',
          }),
          property: Type.Optional(Property),
        },
        strict,
      ),
      { minItems: 1, maxItems: 10 },
    ),
    breakdown: Type.Optional(Breakdown),
    formula: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Arithmetic over the series A, B, C …, such as B / A * 100',
      }),
    ),
    compare: Type.Optional(
      Type.Enum(['previous'], { description: 'The period of the same length just before' }),
    ),
  },
  strict,
)

export type TrendRequest = Static<typeof TrendRequest>

const TrendSeries = Type.Object(
  {
    event: Type.String(),
    measure: Type.String(),
    values: Type.Array(Nullable),
    total: Nullable,
    breakdown: Type.Optional(
      Type.Array(Type.Object({ ...group, values: Type.Array(Nullable), total: Nullable }, strict)),
    ),
  },
  strict,
)

export const TrendResponse = Type.Object(
  {
    buckets: Type.Array(Type.String()),
    series: Type.Array(TrendSeries),
    formula: Type.Optional(Type.Object({ values: Type.Array(Nullable), total: Nullable }, strict)),
    previous: Type.Optional(
      Type.Object(
        {
          buckets: Type.Array(Type.String()),
          series: Type.Array(TrendSeries),
          formula: Type.Optional(Type.Object({ values: Type.Array(Nullable), total: Nullable }, strict)),
        },
        strict,
      ),
    ),
  },
  strict,
)

export type TrendResponse = Static<typeof TrendResponse>

export const PathsRequest = Type.Object(
  {
    ...everyReport,
    anchor: Type.Object(
      {
        direction: Type.Enum(['from', 'to'], { description: 'What follows the anchor, or what leads to it' }),
        event: Type.Optional(EventName),
        path: Type.Optional(
          Type.String({ minLength: 1, maxLength: 2000, description: 'A page, by its path' }),
        ),
      },
      strict,
    ),
    nodes: Type.Optional(Type.Enum(['events', 'pages', 'both'], { default: 'both' })),
    unit: Type.Optional(Type.Enum(['person', 'session'], { default: 'session' })),
    depth: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 5 })),
    width: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 50,
        default: 10,
        description: 'Nodes a step; the rest are “other”',
      }),
    ),
    exclude: Type.Optional(Type.Array(EventName, { maxItems: 100 })),
  },
  strict,
)

export type PathsRequest = Static<typeof PathsRequest>

export const PathsResponse = Type.Object(
  {
    nodes: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          step: Type.Integer({ description: '0 is the anchor; negative leads to it' }),
          name: Type.String(),
          other: Type.Optional(Type.Literal(true, { description: 'Stands for all nodes beyond the width' })),
          count: Type.Integer(),
          dropOff: Type.Integer({
            description: 'Those for whom it is the end (or, before an anchor, the start)',
          }),
        },
        strict,
      ),
    ),
    edges: Type.Array(
      Type.Object(
        { source: Type.String(), target: Type.String(), count: Type.Integer(), averageSeconds: Nullable },
        strict,
      ),
    ),
  },
  strict,
)

export type PathsResponse = Static<typeof PathsResponse>

export const LifecycleRequest = Type.Object(
  {
    ...everyReport,
    weekStartsOn: Type.Optional(Type.Enum(['monday', 'sunday'], { default: 'monday' })),
    event: EventName,
    interval: Type.Enum(['day', 'week', 'month']),
  },
  strict,
)

export type LifecycleRequest = Static<typeof LifecycleRequest>

export const LifecycleResponse = Type.Object(
  {
    buckets: Type.Array(Type.String()),
    new: Type.Array(Type.Integer()),
    returning: Type.Array(Type.Integer()),
    resurrecting: Type.Array(Type.Integer()),
    dormant: Type.Array(
      Type.Integer({
        description: 'People of the bucket before who did not come back; a count, not negative',
      }),
    ),
  },
  strict,
)

export type LifecycleResponse = Static<typeof LifecycleResponse>

const report = { method: 'POST', tag: 'reports', access: 'project', scope: 'read' } as const

export const reportFunnel = defineRoute({
  ...report,
  path: '/api/v1/reports/funnel',
  summary: 'How many get through a series of steps, and how long it takes',
  body: FunnelRequest,
  response: FunnelResponse,
})

export const reportRetention = defineRoute({
  ...report,
  path: '/api/v1/reports/retention',
  summary: 'How many of those who began come back, period by period',
  body: RetentionRequest,
  response: RetentionResponse,
})

export const reportTrend = defineRoute({
  ...report,
  path: '/api/v1/reports/trend',
  summary: 'A measure over time',
  body: TrendRequest,
  response: TrendResponse,
})

export const reportPaths = defineRoute({
  ...report,
  path: '/api/v1/reports/paths',
  summary: 'What follows or precedes an event or a page',
  body: PathsRequest,
  response: PathsResponse,
})

export const reportLifecycle = defineRoute({
  ...report,
  path: '/api/v1/reports/lifecycle',
  summary: 'New, returning, resurrecting and dormant people over time',
  body: LifecycleRequest,
  response: LifecycleResponse,
})
