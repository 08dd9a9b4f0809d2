import { type Static, type TSchema, Type } from 'typebox'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 100 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Count = Type.Integer({ minimum: 0 })
const Time = Type.String({ description: 'ISO 8601, UTC' })
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

const interval = {
  estimate: Type.Number(),
  low: Type.Number({ description: 'Lower bound of the 95 % interval' }),
  high: Type.Number({ description: 'Upper bound of the 95 % interval' }),
} as const

const Estimate = Type.Object(interval, strict)

export type FrictionEstimate = Static<typeof Estimate>

const MoneyAtRisk = Type.Object(
  {
    ...interval,
    per: Type.Literal('period', { description: 'The period that was asked for' }),
  },
  {
    ...strict,
    description:
      'What fixing this friction alone would have brought in the period, all others staying as they are, in the answer’s currency',
  },
)

const OtherMoney = Type.Object({ currency: Type.String({ description: 'ISO 4217' }), ...interval }, strict)

/** What the log says of a finding; what the team said of it stands beside. */
export const findingStates = ['new', 'ongoing', 'worse', 'fixed', 'back'] as const
export type FindingState = (typeof findingStates)[number]

/** What the team said. */
export const findingMarks = ['none', 'watched', 'ignored', 'fixed'] as const
export type FindingMark = (typeof findingMarks)[number]

const Where = Type.Object(
  {
    step: Type.String({ description: 'The step of the journey at which people stood' }),
    path: OrNull(Type.String({ description: 'Page pattern: * stands for one part of a path' })),
    element: OrNull(Type.String({ description: 'Selector of the element, as the SDK names it' })),
    detail: Type.Optional(
      Type.String({ description: 'What it was about, where told: coupons, request, script or field' }),
    ),
  },
  strict,
)

export type FrictionPlace = Static<typeof Where>

const Who = Type.Record(Type.String(), Type.String(), {
  description:
    'The smallest group that explains it, by field of a filter (device.type, browser.name, country, source, visitor: new or returning, segment by its id …); empty for everyone',
})

const findingParts = {
  id: Id,
  title: Type.String(),
  where: Where,
  signal: Type.String({ description: 'One of the experience signals, step_dropped or event:<name>' }),
  who: Who,
  when: Type.Object(
    {
      from: Type.String({ description: 'When it began, or the start of the period if before; ISO 8601' }),
      to: Type.String({ description: 'When it ended, or the end of the period; ISO 8601' }),
      beganInPeriod: Type.Boolean(),
      endedInPeriod: Type.Boolean(),
    },
    strict,
  ),
  sessions: Type.Object(
    {
      affected: Count,
      exposedShare: Type.Number({
        description: 'Of the group’s sessions that came to the place, while it lasted',
      }),
      comparable: Count,
      leftOut: Type.Integer({ minimum: 0, description: 'Affected sessions without any to compare with' }),
    },
    strict,
  ),
  conversion: Type.Object(
    {
      affected: Share,
      comparable: Type.Number({ description: 'What the affected would have reached without it' }),
      lossPoints: Estimate,
      next: Type.String({ description: 'The step that was to be reached' }),
    },
    { ...strict, description: 'From the place to the next step; shares from 0 to 1' },
  ),
  moneyAtRisk: MoneyAtRisk,
  otherCurrencies: Type.Array(OtherMoney, {
    description: 'Money that has no rate into the answer’s currency',
  }),
  ordersAtRisk: Estimate,
  effort: Type.Object(
    {
      seconds: OrNull(Estimate),
      repeats: Type.Number({ description: 'Times that the signal was met, a session' }),
    },
    {
      ...strict,
      description:
        'What it costs those who still get through: more seconds at the step than comparable ones, on average',
    },
  ),
  q: Type.Number({
    description: 'Share of false findings that is expected if this and all stronger ones are believed',
  }),
  method: Type.Enum(['observational', 'against_own_past'], {
    description: 'Neither is proof: only an experiment is',
  }),
  /** Money a day over the period, for a small course. */
  course: Type.Array(Type.Object({ day: Type.String(), affected: Count, money: Type.Number() }, strict), {
    description: 'Money at risk, day by day in the answer’s time zone',
  }),
  state: Type.Enum(findingStates),
  mark: Type.Enum(findingMarks),
  reason: OrNull(Type.String({ description: 'Why it is ignored, in the team’s words' })),
  owner: OrNull(Type.String()),
  evidence: Type.Object(
    {
      recordings: Type.Array(
        Type.String({ description: 'Session ids with a recording, the most telling first' }),
      ),
      verbatims: Type.Array(Type.String()),
      vitals: Type.Record(Type.String(), Type.Number({ description: 'p75 of the affected' })),
    },
    strict,
  ),
  actions: Type.Array(
    Type.Object(
      {
        kind: Type.Enum(['experiment', 'message', 'help', 'fix']),
        id: Type.String(),
        title: Type.String(),
        at: Time,
      },
      strict,
    ),
    { description: 'What was done about it' },
  ),
} as const

const Finding = Type.Object(findingParts, strict)

export type Finding = Static<typeof Finding>

/** Why something that was looked at is not told. */
export const withheldReasons = [
  'too_few_sessions',
  'too_few_orders',
  'no_comparable_sessions',
  'everyone_affected',
  'not_significant',
  'explained_by_another',
  'no_orders',
  'no_revenue',
  'no_sessions',
] as const

export type WithheldReason = (typeof withheldReasons)[number]

const Withheld = Type.Object(
  {
    reason: Type.Enum(withheldReasons),
    count: Count,
    examples: Type.Array(Type.String(), { description: 'Up to five of them, in words' }),
  },
  strict,
)

export type Withheld = Static<typeof Withheld>

const FrictionAnswer = Type.Object(
  {
    status: Type.Enum(['ready', 'running', 'failed'], {
      description: 'While running, the findings are those of the last run over the same period; ask again',
    }),
    problem: OrNull(Type.String({ description: 'Why it failed' })),
    currency: Type.String({ description: 'ISO 4217' }),
    method: Type.String(),
    computedAt: OrNull(Time),
    share: Type.Optional(
      Type.Number({
        description:
          'Of the people, those who were looked at, where there are too many for all: a fair draw, from which all numbers are reckoned',
      }),
    ),
    sessions: Count,
    orders: Count,
    revenue: Type.Number({ description: 'Of the orders in the period, net of refunds, in the currency' }),
    steps: Type.Array(Type.Object({ name: Type.String(), sessions: Count }, strict), {
      description: 'The journey’s steps, with the sessions that came to each',
    }),
    tried: Type.Integer({
      minimum: 0,
      description: 'Candidates that were judged; the false discovery rate is over all',
    }),
    findings: Type.Array(Finding, { description: 'Most money first' }),
    withheld: Type.Array(Withheld),
  },
  strict,
)

export type FrictionAnswer = Static<typeof FrictionAnswer>

const shared = { tag: 'friction', access: 'project' } as const

export const listFriction = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/friction',
  summary: 'Where customers struggle and what it costs, most money first',
  query: Type.Object(rangeProperties, strict),
  response: FrictionAnswer,
})

const Row = Type.Object({ name: Type.String(), share: Share, affected: Count, of: Count }, strict)

const FindingDetail = Type.Object(
  {
    status: Type.Enum(['ready', 'running', 'failed']),
    currency: Type.String(),
    finding: OrNull(Finding),
    naive: OrNull(
      Type.Object(
        {
          lossPoints: Type.Number({ description: 'The raw gap at the same step, affected or not' }),
          money: Type.Number({ description: 'What that gap would make of it' }),
          why: Type.String({ description: 'Why it differs from the estimate, in words' }),
        },
        strict,
      ),
    ),
    sensitivity: OrNull(
      Type.Object(
        {
          eValue: Type.Number({
            description:
              'How strongly something unseen would have to go with both meeting it and leaving, as a risk ratio, to explain all of it (VanderWeele and Ding 2017)',
          }),
          eValueOfLow: Type.Number({ description: 'The same for the interval’s end nearest to nothing' }),
          doubled: Type.Number({ description: 'Money left if something unseen doubled both' }),
        },
        strict,
      ),
    ),
    funnel: Type.Array(Type.Object({ step: Type.String(), affected: Share, comparable: Share }, strict), {
      description:
        'Share of those who came to the place who reach each step: as it was, and without the friction',
    }),
    hit: Type.Array(Type.Object({ field: Type.String(), rows: Type.Array(Row) }, strict), {
      description: 'Who is hit and who is not: share of each group’s sessions at the place that met it',
    }),
    recordings: Type.Array(
      Type.Object(
        {
          recordingId: Type.String(),
          sessionId: Type.String(),
          profileId: Type.String(),
          at: Time,
          offsetMs: Type.Integer({ description: 'Into the recording' }),
          summary: Type.String(),
        },
        strict,
      ),
      { description: 'At most five' },
    ),
    verbatims: Type.Array(
      Type.Object(
        {
          text: Type.String(),
          score: OrNull(Type.Number()),
          metric: OrNull(Type.String({ description: 'What the score is of: nps, csat, ces, rating …' })),
          at: Time,
          afterMs: OrNull(
            Type.Integer({
              minimum: 0,
              description:
                'How long before they said it they met it; null for others, who were on the same page',
            }),
          ),
          profileId: Type.String(),
        },
        strict,
      ),
      { description: 'Low scores first (NPS up to 6, CSAT 2, CES 3, ratings 2), then nearest to the moment' },
    ),
    vitals: Type.Array(
      Type.Object(
        { metric: Type.String(), affected: OrNull(Type.Number()), others: OrNull(Type.Number()) },
        strict,
      ),
      { description: 'p75; milliseconds, except for CLS' },
    ),
    requests: Type.Array(
      Type.Object({ url: Type.String(), status: Type.String(), sessions: Count }, strict),
      { description: 'Failing requests of the affected at that place' },
    ),
    releases: Type.Array(
      Type.Object(
        {
          version: Type.String(),
          at: Time,
          before: OrNull(Type.Number({ description: 'Money a day in the seven days before' })),
          after: OrNull(Type.Number({ description: 'Money a day in the seven days after' })),
        },
        strict,
      ),
    ),
    covariates: Type.Array(Type.String(), { description: 'What sessions were made comparable on' }),
    balance: OrNull(
      Type.Object(
        {
          before: Type.Number({
            description: 'Largest standardised difference of what was known before, raw',
          }),
          after: Type.Number({ description: 'The same after weighing' }),
          of: Type.String({ description: 'What differed most' }),
        },
        strict,
      ),
    ),
    history: Type.Array(Type.Object({ at: Time, what: Type.String(), by: OrNull(Type.String()) }, strict), {
      description: 'What happened to the finding, oldest first',
    }),
  },
  strict,
)

export type FindingDetail = Static<typeof FindingDetail>

const Params = Type.Object({ id: Id }, strict)

export const getFinding = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/friction/findings/:id',
  summary: 'All about one finding',
  params: Params,
  query: Type.Object(rangeProperties, strict),
  response: FindingDetail,
})

export const markFinding = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/friction/findings/:id',
  summary: 'Watch, ignore, assign or mark a finding as fixed; what is left out stays',
  params: Params,
  body: Type.Object(
    {
      mark: Type.Optional(Type.Enum(findingMarks)),
      reason: Type.Optional(
        OrNull(Type.String({ minLength: 1, maxLength: 1000, description: 'Needed to ignore it' })),
      ),
      owner: Type.Optional(OrNull(Type.String({ minLength: 1, maxLength: 200 }))),
    },
    { ...strict, minProperties: 1 },
  ),
  response: Type.Object(
    {
      mark: Type.Enum(findingMarks),
      reason: OrNull(Type.String()),
      owner: OrNull(Type.String()),
    },
    strict,
  ),
})
