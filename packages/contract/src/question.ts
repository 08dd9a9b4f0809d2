import { type Static, Type } from 'typebox'
import { FunnelRequest, LifecycleRequest, PathsRequest, RetentionRequest, TrendRequest } from './reports.ts'

const strict = { additionalProperties: false } as const

const rangeNames = { from: true, to: true, timezone: true, segment: true } as const

type Timeless<Properties> = Omit<Properties, keyof typeof rangeNames>

/** A report's request without the part that says which days and which people: that is the reader's to choose. */
function timeless<const Properties extends object>(properties: Properties): Timeless<Properties> {
  const kept = Object.entries(properties).filter(([name]) => !Object.hasOwn(rangeNames, name))
  return Object.fromEntries(kept) as Timeless<Properties>
}

const fitting = 'Left out: as fits the length of the period'

const TrendQuestion = Type.Object(
  {
    type: Type.Literal('trend'),
    ...timeless(TrendRequest.properties),
    interval: Type.Optional(Type.Enum(['hour', 'day', 'week', 'month'], { description: fitting })),
    chart: Type.Optional(Type.Enum(['lines', 'bars'], { description: 'How it is drawn; lines unless said' })),
  },
  strict,
)

const FunnelQuestion = Type.Object(
  { type: Type.Literal('funnel'), ...timeless(FunnelRequest.properties) },
  strict,
)

const RetentionQuestion = Type.Object(
  { type: Type.Literal('retention'), ...timeless(RetentionRequest.properties) },
  strict,
)

const PathsQuestion = Type.Object(
  { type: Type.Literal('paths'), ...timeless(PathsRequest.properties) },
  strict,
)

const LifecycleQuestion = Type.Object(
  {
    type: Type.Literal('lifecycle'),
    ...timeless(LifecycleRequest.properties),
    interval: Type.Optional(Type.Enum(['day', 'week', 'month'], { description: fitting })),
  },
  strict,
)

/** The kinds of report, in the order in which they are offered. */
export const questionTypes = ['trend', 'funnel', 'retention', 'paths', 'lifecycle'] as const

export type QuestionType = (typeof questionTypes)[number]

/** What a report asks, apart from the days and the people it is asked of. */
export const Question = Type.Union(
  [TrendQuestion, FunnelQuestion, RetentionQuestion, PathsQuestion, LifecycleQuestion],
  { title: 'Question' },
)

export type TrendQuestion = Static<typeof TrendQuestion>
export type FunnelQuestion = Static<typeof FunnelQuestion>
export type RetentionQuestion = Static<typeof RetentionQuestion>
export type PathsQuestion = Static<typeof PathsQuestion>
export type LifecycleQuestion = Static<typeof LifecycleQuestion>
export type Question = Static<typeof Question>
