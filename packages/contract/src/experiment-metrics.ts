import { type Static, type TSchema, Type } from 'typebox'
import { Filters } from './filter.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Event = Type.String({ minLength: 1, maxLength: 1000, description: '`*` is any event' })
const Property = Type.String({ minLength: 1, maxLength: 200 })
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/**
 * What is measured of a unit (person, session or group) after it was first exposed.
 *
 * `proportion` whether it did the event · `count` how often · `mean` a number of its events · `revenue` its orders' money,
 * net of refunds and cancellations · `ratio` one of two measures over the other, such as money an order · `quantile` of a
 * number over units · `funnel` whether it went through all steps in order · `retention` whether it did the event in a
 * span of days after exposure · `timeTo` how soon it did the event.
 */
export const metricKinds = [
  'proportion',
  'count',
  'mean',
  'revenue',
  'ratio',
  'quantile',
  'funnel',
  'retention',
  'timeTo',
] as const

export type MetricKind = (typeof metricKinds)[number]

export const MetricEvent = Type.Object(
  { event: Event, where: Type.Optional(Filters) },
  { ...strict, title: 'MetricEvent' },
)

export type MetricEvent = Static<typeof MetricEvent>

/** One side of a ratio. `revenue` is the money of orders, `sum` adds the property up, `count` counts events. */
export const RatioPart = Type.Object(
  {
    measure: Type.Enum(['count', 'sum', 'revenue']),
    ...MetricEvent.properties,
    property: Type.Optional(Property),
  },
  { ...strict, title: 'RatioPart' },
)

export type RatioPart = Static<typeof RatioPart>

export const MetricCap = Type.Object(
  {
    kind: Type.Enum(['value', 'percentile']),
    at: Type.Number({
      exclusiveMinimum: 0,
      description:
        'The most that a unit counts: a value, or a percentile of all arms together (99.5), over units that have any',
    }),
  },
  { ...strict, title: 'MetricCap' },
)

export type MetricCap = Static<typeof MetricCap>

/** What is asked of a metric; which parts it needs depends on its kind. */
export const MetricDefinition = Type.Object(
  {
    kind: Type.Enum(metricKinds),
    event: Type.Optional(Event),
    where: Type.Optional(Filters),
    property: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Number that mean and quantile are about',
      }),
    ),
    perUnit: Type.Optional(
      Type.Enum(['sum', 'average', 'max'], {
        description:
          'How the events of one unit become its number, for mean and quantile. With `sum` (the default of mean) a unit without any counts as 0; with `average` (the default of quantile) and `max` it is left out',
      }),
    ),
    quantile: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        exclusiveMaximum: 1,
        description: '0.5 is the median, the default',
      }),
    ),
    numerator: Type.Optional(RatioPart),
    denominator: Type.Optional(RatioPart),
    steps: Type.Optional(
      Type.Array(MetricEvent, { minItems: 1, maxItems: 6, description: 'Of a funnel, in their order' }),
    ),
    of: Type.Optional(
      Type.Enum(['everyone', 'previousStep'], {
        description:
          'Of a funnel: share of all units (the default), or of those that came to the step before the last',
      }),
    ),
    retention: Type.Optional(
      Type.Object(
        {
          fromDay: Type.Integer({ minimum: 0, maximum: 365 }),
          toDay: Type.Integer({ minimum: 1, maximum: 366, description: 'Not included' }),
        },
        {
          ...strict,
          description: 'Days (of 24 hours) after exposure; a unit counts once they have passed',
        },
      ),
    ),
    horizonDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        description: 'Of timeTo: days that are looked at; 14 unless said',
      }),
    ),
    windowHours: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 24 * 366,
        description:
          'Only what happens so long after exposure counts; left out, to the end of the experiment',
      }),
    ),
    wait: Type.Optional(
      Type.Boolean({
        description:
          'Whether a unit counts only once its window has passed; unless said, from its exposure on',
      }),
    ),
    cap: Type.Optional(MetricCap),
    better: Type.Enum(['up', 'down'], { description: 'Which way is good' }),
  },
  { ...strict, title: 'MetricDefinition' },
)

export type MetricDefinition = Static<typeof MetricDefinition>

/** How a metric's value is written. */
export const metricFormats = ['share', 'number', 'money', 'days'] as const
export type MetricFormat = (typeof metricFormats)[number]

export const ExperimentMetric = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    definition: MetricDefinition,
    format: Type.Enum(metricFormats, { description: 'How its value is written; a share is from 0 to 1' }),
    readyMade: Type.Boolean({ description: 'Came with the product: it can be used, not changed' }),
    usedBy: Type.Integer({ minimum: 0, description: 'Experiments that are not archived' }),
    createdAt: OrNull(Type.String({ description: 'Null for a ready-made one' })),
    changedAt: OrNull(Type.String()),
  },
  { ...strict, title: 'ExperimentMetric' },
)

export type ExperimentMetric = Static<typeof ExperimentMetric>

const Params = Type.Object({ id: Id }, strict)
const shared = { tag: 'experiments', access: 'project' } as const

export const listExperimentMetrics = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/metrics',
  summary: 'All metrics of experiments, ready-made ones first',
  response: Type.Object({ metrics: Type.Array(ExperimentMetric) }, strict),
})

export const createExperimentMetric = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/metrics',
  summary: 'Make a metric',
  body: Type.Object(
    {
      name: Name,
      description: Type.Optional(Type.String({ maxLength: 4000 })),
      definition: MetricDefinition,
    },
    strict,
  ),
  response: ExperimentMetric,
  status: 201,
})

export const getExperimentMetric = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/metrics/:id',
  summary: 'One metric',
  params: Params,
  response: ExperimentMetric,
})

export const changeExperimentMetric = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/experiments/metrics/:id',
  summary: 'Change a metric; what it measures stays while an experiment that was started uses it',
  params: Params,
  body: Type.Object(
    {
      name: Type.Optional(Name),
      description: Type.Optional(Type.String({ maxLength: 4000 })),
      definition: Type.Optional(MetricDefinition),
    },
    { ...strict, minProperties: 1 },
  ),
  response: ExperimentMetric,
})

export const deleteExperimentMetric = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/experiments/metrics/:id',
  summary: 'Delete a metric that no experiment uses',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})
