import { type Static, Type } from 'typebox'
import { JourneyMapping, Stage, stages } from './journey-mapping.ts'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const SegmentId = Type.String({ minLength: 1, maxLength: 100 })
const Touchpoint = Type.String({ minLength: 1, maxLength: 100 })
const Feeling = Type.Integer({
  minimum: -2,
  maximum: 2,
  description: 'From −2 (frustrated) to 2 (delighted)',
})
const shared = { tag: 'journeys', access: 'project' } as const

const Rate = Type.Object(
  {
    estimate: Type.Number({ description: 'Share from 0 to 1' }),
    low: Type.Number({ description: '95 % interval (Wilson)' }),
    high: Type.Number(),
    count: Type.Integer({ description: 'Those for whom it holds' }),
    of: Type.Integer({ description: 'Those who could' }),
  },
  strict,
)

export type JourneyRate = Static<typeof Rate>

const NullableRate = Type.Union([Rate, Type.Null()], {
  description: 'Null where there is nobody it could hold for',
})

const Annotation = Type.Object(
  {
    goal: Type.String({ description: 'What people want here; empty until written' }),
    emotion: Type.Union([Feeling, Type.Null()], { description: 'What the team assumes' }),
    emotionNote: Type.String(),
    notes: Type.String(),
    sharedByAll: Type.Boolean({ description: 'Written for everyone and not for this segment' }),
    changedBy: Type.Union([Type.String(), Type.Null()], { description: 'Null where a token wrote it' }),
    changedAt: Type.String(),
  },
  strict,
)

export type JourneyAnnotation = Static<typeof Annotation>

const NullableAnnotation = Type.Union([Annotation, Type.Null()], {
  description: 'What the team added; null until then',
})

const Emotion = Type.Object(
  {
    source: Type.Enum(['measured', 'assumed', 'unknown'], {
      description: 'measured: from survey answers; assumed: by the team; unknown: neither',
    }),
    value: Type.Union([Type.Number(), Type.Null()], { description: 'From −2 to 2' }),
    low: Type.Union([Type.Number(), Type.Null()], {
      description: '95 % interval (Student’s t) of what is measured; null for fewer than two answers',
    }),
    high: Type.Union([Type.Number(), Type.Null()]),
    answers: Type.Integer({ description: 'NPS, CSAT and CES answers, each scaled to −2…2' }),
  },
  strict,
)

export type JourneyEmotion = Static<typeof Emotion>

const StageTouchpoint = Type.Object(
  {
    touchpoint: Type.String(),
    channel: Type.String({ description: 'web, ios, android, store, email …; empty where none was sent' }),
    people: Type.Integer(),
    sessions: Type.Integer(),
    events: Type.Integer(),
    share: Type.Number({ description: 'Of the people of the stage, 0 to 1' }),
    annotation: NullableAnnotation,
  },
  strict,
)

const StageView = Type.Object(
  {
    stage: Type.Enum(stages),
    people: Type.Integer({ description: 'With at least one event of the stage in the range' }),
    sessions: Type.Integer({ description: 'Visits with at least one event of the stage' }),
    events: Type.Integer(),
    touchpoints: Type.Array(StageTouchpoint, { description: 'Most people first' }),
    onward: NullableRate,
    secondsToOnward: Type.Union([Type.Number(), Type.Null()], {
      description:
        'Median seconds from the first event of the stage to the first event of a later stage after it',
    }),
    dropOff: NullableRate,
    bounce: NullableRate,
    revenue: Type.Array(
      Type.Object({ currency: Type.String(), orders: Type.Integer(), total: Type.String() }, strict),
      { description: 'Orders placed in the stage, net of refunds; decimals as text, largest first' },
    ),
    emotion: Emotion,
    annotation: NullableAnnotation,
  },
  {
    ...strict,
    description:
      'onward: people of the stage who reach a later one afterwards. dropOff: people whose last step in the range is in it. bounce: visits of awareness with one page only; null for other stages',
  },
)

export type JourneyStage = Static<typeof StageView>

const JourneyView = Type.Object(
  {
    segment: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }, strict), Type.Null()], {
      description: 'Null for everyone',
    }),
    people: Type.Integer({ description: 'With at least one event of any stage in the range' }),
    unmapped: Type.Object(
      { people: Type.Integer(), events: Type.Integer() },
      { ...strict, description: 'Active people without any mapped event; events that no rule takes' },
    ),
    stages: Type.Array(StageView, { minItems: 6, maxItems: 6 }),
  },
  strict,
)

export type Journey = Static<typeof JourneyView>

/** What the numbers of a journey count. */
export const journeyUnits = {
  people: 'people',
  sessions: 'visits',
  events: 'events',
  share: 'share of the people of the stage, 0 to 1',
  onward: 'share of the people of the stage, 0 to 1, with its 95 % interval',
  secondsToOnward: 'seconds, median',
  dropOff: 'share of the people of the stage, 0 to 1, with its 95 % interval',
  bounce: 'share of the visits of the stage, 0 to 1, with its 95 % interval',
  revenue: 'decimal in its currency, net of refunds',
  emotion: 'points from −2 to 2',
} as const

const Units = Type.Object(
  Object.fromEntries(Object.keys(journeyUnits).map((name) => [name, Type.String()])),
  strict,
)

export const getJourney = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/journey',
  summary: 'The journey map of a period, of everyone or a segment, with a second segment side by side',
  query: Type.Object(
    {
      ...rangeProperties,
      segment: Type.Optional(SegmentId),
      compare: Type.Optional(SegmentId),
    },
    strict,
  ),
  response: Type.Object(
    {
      from: Type.String(),
      to: Type.String(),
      timezone: Type.String({ description: 'In which the period is told' }),
      units: Type.Unsafe<Record<string, string>>(Units),
      mapping: Type.Object(
        {
          origin: Type.Enum(['default', 'custom']),
          kind: Type.Enum(['shop', 'app', 'both'], { description: 'Which events the project has' }),
        },
        strict,
      ),
      journeys: Type.Array(JourneyView, {
        minItems: 1,
        maxItems: 2,
        description: 'Of everyone or `segment`, then of `compare`',
      }),
    },
    strict,
  ),
})

const MappingState = Type.Object(
  {
    origin: Type.Enum(['default', 'custom']),
    kind: Type.Enum(['shop', 'app', 'both']),
    mapping: JourneyMapping,
    changedBy: Type.Union([Type.String(), Type.Null()]),
    changedAt: Type.Union([Type.String(), Type.Null()], { description: 'Null for the default' }),
  },
  strict,
)

export type JourneyMappingState = Static<typeof MappingState>

export const getJourneyMapping = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/journey/mapping',
  summary: 'The rules by which events become stages: the project’s own, or the default for its events',
  response: MappingState,
})

export const putJourneyMapping = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/journey/mapping',
  summary: 'Keep rules of the project’s own',
  body: JourneyMapping,
  response: MappingState,
})

export const resetJourneyMapping = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/api/v1/journey/mapping',
  summary: 'Go back to the default rules',
  response: MappingState,
})

const StageCounts = Type.Object(
  { stage: Type.Enum(stages), people: Type.Integer(), events: Type.Integer() },
  strict,
)

export const previewJourneyMapping = defineRoute({
  ...shared,
  method: 'POST',
  path: '/api/v1/journey/mapping/preview',
  summary: 'What rules that are not saved would change, and which events they leave unmapped',
  scope: 'read',
  body: Type.Object({ ...rangeProperties, mapping: JourneyMapping }, strict),
  response: Type.Object(
    {
      before: Type.Array(StageCounts, { description: 'By the rules in force' }),
      after: Type.Array(StageCounts),
      rules: Type.Array(
        Type.Object({ index: Type.Integer(), people: Type.Integer(), events: Type.Integer() }, strict),
        { description: 'What each rule takes; a rule with 0 is covered by those above it, or fits no event' },
      ),
      unmapped: Type.Array(
        Type.Object(
          { event: Type.String(), path: Type.String(), people: Type.Integer(), events: Type.Integer() },
          strict,
        ),
        {
          description:
            'Names that no rule takes, for pages with their path; at most 100, the most frequent first',
        },
      ),
      unmappedEvents: Type.Integer({ description: 'All events that no rule takes' }),
    },
    strict,
  ),
})

const AnnotationPlace = {
  stage: Stage,
  touchpoint: Type.Optional(Touchpoint),
  segment: Type.Optional(SegmentId),
} as const

export const putJourneyAnnotation = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/api/v1/journey/annotation',
  summary: 'Write the goal, emotion and notes of a stage, or of a touchpoint in it',
  body: Type.Object(
    {
      ...AnnotationPlace,
      goal: Type.Optional(Type.String({ maxLength: 500 })),
      emotion: Type.Optional(Type.Union([Feeling, Type.Null()])),
      emotionNote: Type.Optional(Type.String({ maxLength: 500 })),
      notes: Type.Optional(Type.String({ maxLength: 10_000 })),
    },
    { ...strict, description: 'What is left out stays as it is' },
  ),
  response: Annotation,
})

export const listJourneyAnnotationHistory = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/journey/annotation/history',
  summary: 'What a team wrote at a stage or touchpoint over time, newest first',
  query: Type.Object(AnnotationPlace, strict),
  response: Type.Object({ versions: Type.Array(Annotation) }, strict),
})
