import { type Static, type TSchema, Type } from 'typebox'
import { MetricDefinition, MetricEvent, metricFormats } from './experiment-metrics.ts'
import { Audience, decisionMethods, ExperimentSplit, experimentUnits } from './experiments.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

const PlanRequest = Type.Object(
  {
    metric: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Its id' })),
    definition: Type.Optional(MetricDefinition),
    audience: Type.Optional(Audience),
    seen: Type.Optional(
      Type.Object(MetricEvent.properties, {
        ...strict,
        description:
          'What stands for being exposed, in the history: a view of the page that changes. Any event unless said',
      }),
    ),
    unit: Type.Optional(Type.Enum(experimentUnits, { description: 'person unless said' })),
    split: Type.Optional(ExperimentSplit),
    variations: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 10,
        description: 'Where there is no split: so many alike; 2 unless said',
      }),
    ),
    traffic: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 100, description: '100 unless said' }),
    ),
    method: Type.Optional(Type.Enum(decisionMethods, { description: 'anytime unless said' })),
    alpha: Type.Optional(Type.Number({ minimum: 0.001, maximum: 0.2 })),
    power: Type.Optional(Type.Number({ minimum: 0.5, maximum: 0.99, description: '0.8 unless said' })),
    usePast: Type.Optional(Type.Boolean({ description: 'true unless said' })),
    effect: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 10, description: 'Relative: how long would 0.05 take?' }),
    ),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 365, description: 'What effect could be told after so long?' }),
    ),
  },
  strict,
)

export type PlanRequest = Static<typeof PlanRequest>

const PlanAnswer = Type.Object(
  {
    history: Type.Object(
      {
        from: Type.String(),
        to: Type.String(),
        timezone: Type.String(),
        units: Type.Integer(),
        unitsPerDay: Type.Number({ description: 'New ones a day, with the traffic that was asked' }),
        baseline: OrNull(Type.Number({ description: 'The metric’s value over the history' })),
        variance: OrNull(Type.Number()),
        past: OrNull(Type.Number({ description: 'Share of the variance that the time before explains' })),
        format: Type.Enum(metricFormats),
      },
      strict,
    ),
    forEffect: OrNull(
      Type.Object(
        {
          effect: Type.Number(),
          units: Type.Integer({ description: 'Of all arms together' }),
          unitsPerArm: Type.Integer({ description: 'Of the smallest arm' }),
          days: OrNull(Type.Integer({ description: 'Null where a year would not do' })),
        },
        { ...strict, description: 'How long it takes to tell the asked effect' },
      ),
    ),
    forDays: OrNull(
      Type.Object(
        { days: Type.Integer(), units: Type.Integer(), effect: OrNull(Type.Number()) },
        { ...strict, description: 'The smallest effect that could be told after the asked days' },
      ),
    ),
    curve: Type.Array(
      Type.Object({ days: Type.Integer(), units: Type.Integer(), effect: OrNull(Type.Number()) }, strict),
      {
        description:
          'Smallest relative effect that could be told after so many days; null where none up to tenfold',
      },
    ),
    sentence: Type.String({ description: 'The answer in words, or why there is none' }),
    notes: Type.Array(Type.String()),
  },
  { ...strict, title: 'ExperimentPlan' },
)

export type ExperimentPlan = Static<typeof PlanAnswer>

export const planExperiment = defineRoute({
  tag: 'experiments',
  access: 'project',
  method: 'POST',
  path: '/api/v1/experiments/plan',
  summary:
    'How long an experiment takes for an effect, and what effect a duration can tell, from the project’s own history',
  scope: 'read',
  body: PlanRequest,
  response: PlanAnswer,
})
