import { type Static, Type } from 'typebox'
import { CurrencyCode } from './currency.ts'
import { Filters, operators } from './filter.ts'
import { identifierKinds } from './identifier.ts'

const strict = { additionalProperties: false } as const

/** Combinations may stand in combinations so deep; the deepest hold conditions only. */
const DEPTH = 3

/** When something happened. Left out: ever. */
export const SegmentPeriod = Type.Object(
  {
    lastDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, description: 'Within the last so many times 24 hours' }),
    ),
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Included; not with lastDays' })),
    to: Type.Optional(Type.String({ format: 'date-time', description: 'Not included; not with lastDays' })),
  },
  strict,
)

export type SegmentPeriod = Static<typeof SegmentPeriod>

export const comparisons = ['atLeast', 'atMost', 'exactly'] as const

const Count = Type.Object(
  { comparison: Type.Enum(comparisons), times: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) },
  strict,
)

export type SegmentCount = Static<typeof Count>

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

const conditions = {
  trait: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200, description: 'Name, or path with dots' }),
      operator: Type.Enum(operators),
      value: Type.Optional(Type.Union([Scalar, Type.Array(Scalar, { maxItems: 1000 })])),
    },
    { ...strict, description: 'The latest value of a trait' },
  ),
  event: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 1000, description: 'Name of an event, or * for any' }),
      where: Type.Optional(Filters),
      count: Type.Optional(Count),
      period: Type.Optional(SegmentPeriod),
    },
    { ...strict, description: 'Done, at least once unless `count` says; not done is exactly 0 times' },
  ),
  recency: Type.Object(
    {
      of: Type.Enum(['event', 'order'], { description: 'Any event of the person’s, or an order' }),
      comparison: Type.Enum(['atLeast', 'atMost']),
      days: Type.Number({ minimum: 0, maximum: 3650 }),
    },
    { ...strict, description: 'Days since the last one; never holds for a person who has none' },
  ),
  orders: Type.Object(
    { count: Count, period: Type.Optional(SegmentPeriod) },
    { ...strict, description: 'Distinct orders, without the cancelled' },
  ),
  revenue: Type.Object(
    {
      currency: CurrencyCode,
      comparison: Type.Enum(['atLeast', 'atMost']),
      amount: Type.Number(),
      period: Type.Optional(SegmentPeriod),
    },
    { ...strict, description: 'Revenue in one currency, net of refunds; 0 for a person without orders' },
  ),
  firstSeen: Type.Object(SegmentPeriod.properties, {
    ...strict,
    description: 'The person’s first event lies in the period',
  }),
  identifier: Type.Object({ kind: Type.Enum(identifierKinds), known: Type.Boolean() }, strict),
  segment: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }), member: Type.Boolean() }, strict),
  group: Type.Object(
    {
      id: Type.Optional(Type.String({ minLength: 1, maxLength: 600, description: 'Left out: any group' })),
      member: Type.Boolean(),
    },
    { ...strict, description: 'Membership of a company or household' },
  ),
  score: Type.Object(
    {
      of: Type.Enum(['recency', 'frequency', 'money']),
      comparison: Type.Enum(comparisons),
      score: Type.Integer({ minimum: 1, maximum: 5 }),
      currency: Type.Optional(
        Type.String({ ...CurrencyCode, description: 'Of money; the project’s unless said' }),
      ),
    },
    {
      ...strict,
      description:
        'Fifth of the project’s buyers: 5 are the latest, most frequent or largest. Never of a non-buyer',
    },
  ),
} as const

/** The kinds of condition that a rule is made of. */
export const segmentConditionKinds = Object.keys(conditions) as (keyof typeof conditions)[]

/** Parameters of each kind of condition. */
export type SegmentConditions = { [K in keyof typeof conditions]: Static<(typeof conditions)[K]> }

/** Which of its rules a combination needs. */
export const segmentMatches = ['all', 'any', 'none'] as const

/**
 * A rule has exactly one member: one condition, or `combine` with further rules.
 *
 * @example { combine: { match: 'all', rules: [{ event: { name: 'Product Viewed', period: { lastDays: 30 } } }, { group: { member: true } }] } }
 */
export interface SegmentRule extends Partial<SegmentConditions> {
  combine?: { match: (typeof segmentMatches)[number]; rules: SegmentRule[] }
}

const optionalConditions = Object.fromEntries(
  Object.entries(conditions).map(([kind, schema]) => [kind, Type.Optional(schema)]),
)

/** Unrolled rather than recursive: a hostile depth ends at the schema, and OpenAPI needs no reference. */
function ruleOf(depth: number): ReturnType<typeof Type.Object> {
  const only = { ...strict, minProperties: 1, maxProperties: 1, title: `SegmentRule${DEPTH - depth || ''}` }
  if (depth === 0) return Type.Object(optionalConditions, only)
  const combine = Type.Object(
    {
      match: Type.Enum(segmentMatches),
      rules: Type.Array(ruleOf(depth - 1), { minItems: 1, maxItems: 50 }),
    },
    strict,
  )
  return Type.Object({ combine: Type.Optional(combine), ...optionalConditions }, only)
}

export const SegmentRule = Type.Unsafe<SegmentRule>(ruleOf(DEPTH))

/** As it was saved: an answer need not repeat the whole description of a rule. */
export const SavedSegmentRule = Type.Unsafe<SegmentRule>(
  Type.Object({}, { description: 'The rule, as in the request that saved it' }),
)
