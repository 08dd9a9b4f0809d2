import { type Static, type TSchema, Type } from 'typebox'
import { metricFormats, metricKinds } from './experiment-metrics.ts'
import { decisionMethods, experimentStandings, SentenceParts } from './experiments.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Count = Type.Integer({ minimum: 0 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Time = Type.String({ description: 'ISO 8601, UTC' })
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

const ResultInterval = Type.Object(
  { estimate: Type.Number(), low: Type.Number(), high: Type.Number() },
  { ...strict, title: 'ResultInterval' },
)

export type ResultInterval = Static<typeof ResultInterval>

/**
 * What is told of a difference. `better` and `worse` are beyond the interval and the correction; `unclear` is not yet;
 * `none` is no number at all, and why stands beside.
 */
export const effectStates = ['better', 'worse', 'unclear', 'none'] as const
export type EffectState = (typeof effectStates)[number]

const Effect = Type.Object(
  {
    state: Type.Enum(effectStates),
    note: OrNull(Type.String({ description: 'Why there is no number, or why it is to be read with care' })),
    absolute: OrNull(ResultInterval),
    relative: OrNull(
      Type.Object(ResultInterval.properties, {
        ...strict,
        description: 'Of the control’s value: 0.031 is 3.1 % more. Null where the control’s is 0',
      }),
    ),
    p: OrNull(Type.Number({ description: 'Anytime-valid where that is the method' })),
    q: OrNull(
      Type.Number({ description: 'Corrected over the secondaries, or the segments; the primary’s is its p' }),
    ),
    chanceToWin: OrNull(Share),
    shrunk: OrNull(
      Type.Object(ResultInterval.properties, {
        ...strict,
        description: 'The relative effect, drawn towards nothing by as much as winners are overestimated',
      }),
    ),
    moneyPerYear: OrNull(
      Type.Object(ResultInterval.properties, {
        ...strict,
        description:
          'Were everybody of the audience given it, in the answer’s currency, at the pace of the experiment’s days',
      }),
    ),
  },
  { ...strict, title: 'ExperimentEffect' },
)

export type ExperimentEffect = Static<typeof Effect>

const MetricArm = Type.Object(
  {
    variation: Type.String(),
    units: Type.Integer({ minimum: 0, description: 'Units that count for this metric' }),
    value: OrNull(Type.Number()),
    total: OrNull(Type.Number({ description: 'What all units add up to, where that makes sense' })),
    effect: OrNull(Effect),
  },
  { ...strict, description: 'The effect is null for the control' },
)

export const metricRoles = ['primary', 'guardrail', 'secondary'] as const
export type MetricRole = (typeof metricRoles)[number]

const MetricResult = Type.Object(
  {
    metric: Type.String(),
    name: Type.String(),
    kind: Type.Enum(metricKinds),
    role: Type.Enum(metricRoles),
    better: Type.Enum(['up', 'down']),
    format: Type.Enum(metricFormats),
    arms: Type.Array(MetricArm),
    past: OrNull(
      Type.Number({
        description:
          'Share of the variance that the 28 days before exposure explain; null where they were not used',
      }),
    ),
    capped: OrNull(
      Type.Object(
        { at: Type.Number(), units: Count },
        { ...strict, description: 'The most that a unit counted, and how many reached it' },
      ),
    ),
    course: Type.Array(Type.Object({ day: Type.Integer(), values: Type.Array(Type.Number()) }, strict), {
      description: 'Of timeTo: share of each arm that did it by so many days after exposure; else empty',
    }),
  },
  { ...strict, title: 'ExperimentMetricResult' },
)

export type ExperimentMetricResult = Static<typeof MetricResult>

export const recommendations = ['ship', 'keep_control', 'stop', 'wait', 'repair', 'choose'] as const
export type Recommendation = (typeof recommendations)[number]

const Verdict = Type.Object(
  {
    state: Type.Enum(experimentStandings),
    recommendation: Type.Enum(recommendations),
    sentence: SentenceParts,
    reasons: Type.Array(Type.String(), { description: 'What else is to be known, the weightiest first' }),
    next: Type.String({ description: 'What to do, in words' }),
    variation: OrNull(Type.String({ description: 'The one that it is about' })),
    expectedOn: OrNull(
      Type.String({ description: 'Day on which there is likely a verdict, at the pace so far; yyyy-mm-dd' }),
    ),
  },
  { ...strict, title: 'ExperimentVerdict' },
)

export type ExperimentVerdict = Static<typeof Verdict>

const healthStates = ['good', 'warning', 'stop'] as const

export const healthChecks = [
  'sample_ratio',
  'both_variations',
  'exposures',
  'novelty',
  'outliers',
  'flag',
  'past_imbalance',
] as const
export type HealthCheck = (typeof healthChecks)[number]

const Health = Type.Object(
  {
    state: Type.Enum(healthStates, { description: 'The worst of the checks; `stop`: no verdict is given' }),
    checks: Type.Array(
      Type.Object(
        { check: Type.Enum(healthChecks), state: Type.Enum(healthStates), sentence: Type.String() },
        strict,
      ),
    ),
    sampleRatio: Type.Object(
      {
        p: OrNull(Type.Number({ description: 'Of one look; below 0.01 warns' })),
        sequential: OrNull(Type.Number({ description: 'Anytime-valid; below 0.001 stops' })),
        arms: Type.Array(
          Type.Object({ variation: Type.String(), units: Count, expected: Type.Number() }, strict),
        ),
      },
      strict,
    ),
    bothVariations: Type.Integer({ minimum: 0, description: 'Units that saw two; they are left out' }),
    days: Type.Array(
      Type.Object(
        { day: Type.String(), units: Type.Array(Count, { description: 'First exposed that day, by arm' }) },
        strict,
      ),
    ),
  },
  { ...strict, title: 'ExperimentHealth' },
)

export type ExperimentHealth = Static<typeof Health>

const CumulativePoint = Type.Object(
  {
    day: Type.String({ description: 'At the end of this day, in the project’s time zone' }),
    arms: Type.Array(
      Type.Object(
        {
          variation: Type.String(),
          units: Count,
          relative: OrNull(ResultInterval),
          absolute: OrNull(ResultInterval),
        },
        strict,
      ),
      { description: 'Without the control' },
    ),
  },
  strict,
)

export type CumulativePoint = Static<typeof CumulativePoint>

const SegmentResult = Type.Object(
  {
    field: Type.String({ description: 'device.type, country, visitor or channel' }),
    value: Type.String(),
    arms: Type.Array(MetricArm),
  },
  { ...strict, description: 'The primary metric among those of the value when they were first exposed' },
)

export type ExperimentSegmentResult = Static<typeof SegmentResult>

export const ExperimentResults = Type.Object(
  {
    experiment: Type.String(),
    computedAt: Time,
    from: OrNull(Time),
    to: OrNull(Time),
    timezone: Type.String({ description: 'IANA; of the days' }),
    days: Type.Number({ description: 'That it has run' }),
    currency: Type.String({ description: 'ISO 4217' }),
    method: Type.Object(
      {
        decision: Type.Enum(decisionMethods),
        level: Type.Number({ description: 'Of the intervals: 0.95' }),
        correction: Type.String({ description: 'Over metrics and segments, in words' }),
        prior: OrNull(Type.String({ description: 'Of the Bayesian method, in words' })),
        words: Type.Array(Type.String(), { description: 'How it was worked out, line by line' }),
      },
      strict,
    ),
    arms: Type.Array(
      Type.Object(
        { variation: Type.String(), name: Type.String(), control: Type.Boolean(), units: Count },
        strict,
      ),
      { description: 'The control first' },
    ),
    verdict: Verdict,
    metrics: Type.Array(MetricResult, { description: 'The primary first, then guardrails and secondaries' }),
    cumulative: Type.Array(CumulativePoint, { description: 'The primary metric, day by day' }),
    health: Health,
    segments: Type.Array(SegmentResult),
  },
  { ...strict, title: 'ExperimentResults' },
)

export type ExperimentResults = Static<typeof ExperimentResults>

const Params = Type.Object({ id: Id }, strict)
const shared = { tag: 'experiments', access: 'project' } as const

export const getExperimentResults = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/:id/results',
  summary: 'Verdict, effects, health and segments as of now; as of its end once it is stopped',
  params: Params,
  response: ExperimentResults,
})

export const ExperimentReport = Type.Object(
  {
    title: Type.String(),
    writtenAt: Time,
    sections: Type.Array(
      Type.Object(
        {
          title: Type.String(),
          paragraphs: Type.Array(Type.String()),
          table: OrNull(
            Type.Object(
              { columns: Type.Array(Type.String()), rows: Type.Array(Type.Array(Type.String())) },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
    markdown: Type.String({ description: 'The same as one text' }),
  },
  { ...strict, title: 'ExperimentReport' },
)

export type ExperimentReport = Static<typeof ExperimentReport>

export const getExperimentReport = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/:id/report',
  summary: 'A report to share and to print: what was tried, what came of it, and how far it can be trusted',
  params: Params,
  response: ExperimentReport,
})
