import { type Static, type TSchema, Type } from 'typebox'
import { MetricEvent } from './experiment-metrics.ts'
import { FlagCondition } from './flag-rules.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Text = Type.String({ maxLength: 4000 })
const Time = Type.String({ description: 'ISO 8601, UTC' })
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A draft is started once, runs, is stopped for good, and may be put away. What it serves after it stopped is `shipped`. */
export const experimentStates = ['draft', 'running', 'stopped', 'archived'] as const
export type ExperimentState = (typeof experimentStates)[number]

export const experimentUnits = ['person', 'session', 'group'] as const
export type ExperimentUnit = (typeof experimentUnits)[number]

/**
 * How it is decided. `anytime`: the interval holds however often one looks. `fixed`: only once the planned days are
 * over. `bayesian`: chances, from a stated prior.
 */
export const decisionMethods = ['anytime', 'fixed', 'bayesian'] as const
export type DecisionMethod = (typeof decisionMethods)[number]

export const Audience = Type.Array(FlagCondition, {
  maxItems: 50,
  description: 'All must hold; empty is everyone who asks for the flag',
})

export const ExperimentSplit = Type.Array(
  Type.Object({ variation: Id, weight: Type.Number({ minimum: 0, maximum: 100 }) }, strict),
  { minItems: 2, maxItems: 10, description: 'Per cent of those in the experiment; they sum to 100' },
)

export type ExperimentSplit = Static<typeof ExperimentSplit>

export const ExperimentMetrics = Type.Object(
  {
    primary: OrNull(Id),
    guardrails: Type.Array(Id, { maxItems: 20, description: 'Must not be hurt' }),
    secondaries: Type.Array(Id, { maxItems: 20 }),
  },
  { ...strict, description: 'Ids of metrics; each is named once' },
)

export type ExperimentMetrics = Static<typeof ExperimentMetrics>

export const Decision = Type.Object(
  {
    method: Type.Enum(decisionMethods),
    alpha: Type.Number({
      minimum: 0.001,
      maximum: 0.2,
      description: 'Chance of a false alarm; 0.05 unless said',
    }),
    plannedDays: OrNull(
      Type.Integer({ minimum: 1, maximum: 365, description: 'From the planner; the fixed horizon needs it' }),
    ),
    effect: OrNull(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 10,
        description: 'Relative effect on the primary metric that it was planned for: 0.05 is 5 %',
      }),
    ),
    plannedUnits: OrNull(
      Type.Integer({
        minimum: 1,
        maximum: 1e9,
        description:
          'Of all arms together: where an anytime-valid interval is narrowest. Unless said, the start works it out from the plan and the history, and it stays so',
      }),
    ),
    correction: Type.Enum(['holm', 'benjaminiHochberg'], {
      description: 'Over secondaries and segments: no false one at all, or few among those told',
    }),
    usePast: Type.Boolean({
      description:
        'Take off what the 28 days before exposure explain (CUPED); never changes what is estimated',
    }),
  },
  strict,
)

export type Decision = Static<typeof Decision>

const banditParts = {
  batches: Type.Integer({
    minimum: 2,
    maximum: 20,
    description: 'Equal parts of the traffic, let in in turn',
  }),
  days: Type.Integer({ minimum: 1, maximum: 30, description: 'From one batch to the next' }),
  floor: Type.Number({
    minimum: 0.01,
    maximum: 0.5,
    description: 'Least share of a variation: at most one over their number; 0.05 unless said',
  }),
} as const

/** The split of each batch follows what came of those before it (Thompson sampling); the first has the draft's. */
export const Bandit = Type.Object(banditParts, { ...strict, title: 'Bandit' })

export type Bandit = Static<typeof Bandit>

const BanditWords = Type.Object({ ...banditParts, floor: Type.Optional(banditParts.floor) }, strict)

const Phase = Type.Object(
  {
    at: Time,
    traffic: Type.Number({ description: 'Per cent of the audience in the experiment from then on' }),
    split: ExperimentSplit,
    because: OrNull(Type.String({ description: 'Of a bandit’s batch: why its shares are so, in words' })),
  },
  { ...strict, description: 'The split is of those who were added; who was in stays with what they had' },
)

const Variation = Type.Object({ key: Type.String(), name: Type.String() }, strict)

/** What may be said of an experiment that is not started. */
const editable = {
  name: Name,
  hypothesis: Text,
  flag: Type.String({ maxLength: 200, description: 'Key of the flag; empty until it is chosen' }),
  environment: Type.String({ minLength: 1, maxLength: 100 }),
  control: OrNull(Type.String({ description: 'The variation that the others are compared with' })),
  unit: Type.Enum(experimentUnits),
  audience: Audience,
  layer: OrNull(Id),
  traffic: Type.Number({ exclusiveMinimum: 0, maximum: 100, description: 'Per cent of the audience' }),
  split: Type.Array(ExperimentSplit.items, { maxItems: 10 }),
  bandit: OrNull(Bandit),
  metrics: ExperimentMetrics,
  decision: Decision,
  seen: OrNull(
    Type.Object(MetricEvent.properties, {
      ...strict,
      description:
        'What the planner takes for being exposed: a view of the page that changes. Null is any event',
    }),
  ),
} as const

/** The same as it is asked for: what is left out stays, or is as in every new one. */
const asked = {
  ...Type.Partial(Type.Object(editable)).properties,
  bandit: Type.Optional(OrNull(BanditWords)),
  decision: Type.Optional(Type.Partial(Decision, strict)),
} as const

export const experimentStandings = [
  'not_started',
  'broken',
  'too_early',
  'hurt',
  'winner',
  'loser',
  'no_difference',
  'undecided',
] as const
export type ExperimentStanding = (typeof experimentStandings)[number]

/** A sentence in parts, so that its numbers can stand out: what is good news, what is bad. */
export const SentenceParts = Type.Array(
  Type.Union([
    Type.String(),
    Type.Object({ gain: Type.String() }, strict),
    Type.Object({ loss: Type.String() }, strict),
  ]),
)

export type SentenceParts = Static<typeof SentenceParts>

const Experiment = Type.Object(
  {
    id: Type.String(),
    ...editable,
    state: Type.Enum(experimentStates),
    variations: Type.Array(Variation, { description: 'Those of the split, the control first' }),
    phases: Type.Array(Phase),
    nextBatchAt: OrNull(
      Type.String({ description: 'When a running bandit’s next batch is due; null where none is to come' }),
    ),
    finding: OrNull(Type.String({ description: 'The friction finding that it came from' })),
    shipped: OrNull(Type.String({ description: 'The variation that everybody gets since it was stopped' })),
    decided: OrNull(Type.String({ description: 'Why it was stopped, in the team’s words' })),
    standing: OrNull(
      Type.Object(
        {
          state: Type.Enum(experimentStandings),
          sentence: SentenceParts,
          units: Type.Integer({ description: 'In all arms together' }),
          at: Time,
        },
        { ...strict, description: 'The verdict when it was last worked out' },
      ),
    ),
    createdAt: Time,
    changedAt: Time,
    startedAt: OrNull(Time),
    stoppedAt: OrNull(Time),
  },
  { ...strict, title: 'Experiment' },
)

export type Experiment = Static<typeof Experiment>

const ExperimentDetail = Type.Object(
  {
    ...Experiment.properties,
    history: Type.Array(Type.Object({ at: Time, what: Type.String(), by: OrNull(Type.String()) }, strict), {
      description: 'What happened to it and to its flag, oldest first',
    }),
    checks: Type.Array(
      Type.Object(
        { id: Type.String(), state: Type.Enum(['yes', 'warning', 'no']), sentence: Type.String() },
        strict,
      ),
      { description: 'What a draft needs to be started; empty once it was' },
    ),
  },
  strict,
)

export type ExperimentDetail = Static<typeof ExperimentDetail>

const Params = Type.Object({ id: Id }, strict)
const shared = { tag: 'experiments', access: 'project' } as const

export const listExperiments = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments',
  summary: 'All experiments, the latest first; archived ones only where asked for',
  query: Type.Object(
    {
      state: Type.Optional(Type.Enum(experimentStates)),
      flag: Type.Optional(Type.String({ maxLength: 200 })),
    },
    strict,
  ),
  response: Type.Object({ experiments: Type.Array(Experiment) }, strict),
})

export const createExperiment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments',
  summary: 'Make a draft; what is left out can be said later',
  body: Type.Object(
    {
      ...asked,
      name: Name,
      finding: Type.Optional(Id),
    },
    strict,
  ),
  response: ExperimentDetail,
  status: 201,
})

export const getExperiment = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/experiments/:id',
  summary: 'One experiment',
  params: Params,
  response: ExperimentDetail,
})

export const changeExperiment = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/experiments/:id',
  summary: 'Change a draft; of one that was started, its words, guardrails and secondaries',
  params: Params,
  body: Type.Object(
    {
      ...asked,
      metrics: Type.Optional(Type.Partial(ExperimentMetrics, strict)),
    },
    { ...strict, minProperties: 1 },
  ),
  response: ExperimentDetail,
})

export const deleteExperiment = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/experiments/:id',
  summary: 'Delete a draft',
  params: Params,
  response: Type.Undefined(),
  status: 204,
})

export const startExperiment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/start',
  summary: 'Start a draft: its rule is put into the flag',
  params: Params,
  response: ExperimentDetail,
})

export const growExperiment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/traffic',
  summary: 'Let more of the audience in; nobody who is in changes variation',
  params: Params,
  body: Type.Object(
    {
      traffic: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
      split: Type.Optional(ExperimentSplit),
    },
    strict,
  ),
  response: ExperimentDetail,
})

export const stopExperiment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/stop',
  summary: 'Stop it: everybody gets what the flag serves else',
  params: Params,
  body: Type.Object({ reason: Type.Optional(Text) }, strict),
  response: ExperimentDetail,
})

export const shipVariation = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/ship',
  summary: 'Give a variation to the whole audience, and stop the experiment if it runs',
  params: Params,
  body: Type.Object({ variation: Id, reason: Type.Optional(Text) }, strict),
  response: ExperimentDetail,
})

export const archiveExperiment = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/:id/archive',
  summary: 'Put away one that is stopped or a draft; its results stay',
  params: Params,
  response: ExperimentDetail,
})

/** The period of the finding, as the friction page shows it; the 28 days up to the last full hour unless said. */
export const draftFromFinding = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/experiments/from-finding',
  summary: 'Make a draft from a friction finding: metric, audience, guardrails and size filled in',
  body: Type.Object(
    {
      id: Id,
      from: Type.Optional(Type.String({ format: 'date-time' })),
      to: Type.Optional(Type.String({ format: 'date-time' })),
      timezone: Type.Optional(Type.String()),
    },
    strict,
  ),
  response: ExperimentDetail,
  status: 201,
})
