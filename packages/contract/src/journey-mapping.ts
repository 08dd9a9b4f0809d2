import { type Static, Type } from 'typebox'
import { Filters } from './filter.ts'

const strict = { additionalProperties: false } as const

/** The stages of a journey, in their order. */
export const stages = [
  'awareness',
  'consideration',
  'purchase',
  'onboarding',
  'retention',
  'advocacy',
] as const

export type StageName = (typeof stages)[number]

export const Stage = Type.Enum(stages)

/** What the person had done before the event, looked up in all of their history. All that are given must hold. */
export const StageMoment = Type.Object(
  {
    visit: Type.Optional(
      Type.Enum(['first', 'return'], {
        description: 'In the person’s first visit (web, app or store), or in a later one',
      }),
    ),
    order: Type.Optional(
      Type.Enum(['before', 'after'], {
        description: 'after: later than the person’s first order; before: until then, that order included',
      }),
    ),
    signUp: Type.Optional(
      Type.Enum(['before', 'after'], {
        description: 'after: later than the person’s first sign-up; before: until then, the sign-up included',
      }),
    ),
    firstUse: Type.Optional(
      Type.Boolean({
        description:
          'In the first use: the rest of the visit with the sign-up, or the first visit after the one with the first order',
      }),
    ),
  },
  strict,
)

export type StageMoment = Static<typeof StageMoment>

export const StageRule = Type.Object(
  {
    stage: Stage,
    touchpoint: Type.String({ minLength: 1, maxLength: 100, description: 'Label, such as Product page' }),
    event: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1000, description: 'Name of the event; left out or *: any' }),
    ),
    path: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'Path of the page; * stands for any part of it, such as /products/*',
      }),
    ),
    where: Type.Optional(Filters),
    moment: Type.Optional(StageMoment),
  },
  { ...strict, description: 'Needs at least one of event, path, where and moment' },
)

export type StageRule = Static<typeof StageRule>

/** The first rule that fits an event gives its stage and touchpoint; an event that none fits is in no stage. */
export const JourneyMapping = Type.Object(
  { rules: Type.Array(StageRule, { minItems: 1, maxItems: 200 }) },
  strict,
)

export type JourneyMapping = Static<typeof JourneyMapping>
