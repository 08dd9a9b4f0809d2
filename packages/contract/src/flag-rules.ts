import { type Static, type TSchema, Type } from 'typebox'
import { operators } from './filter.ts'

const strict = { additionalProperties: false } as const
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Moment = Type.String({ maxLength: 40, description: 'ISO 8601, such as 2026-01-31T12:00:00Z' })
const Percent = Type.Number({ minimum: 0, maximum: 100 })
const VariationKey = Type.String({ minLength: 1, maxLength: 100 })
const Salt = Type.String({ minLength: 1, maxLength: 100 })

/** Letters, digits and a few signs; a slash may part it: `checkout/new-button`. */
export const FlagKey = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[A-Za-z0-9][A-Za-z0-9._/~-]*$',
  'x-expected': 'letters, digits and . _ / ~ -, with a letter or digit first, such as checkout/new-button',
})

export const EnvironmentKey = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[a-z0-9][a-z0-9-]*$',
  'x-expected': 'small letters, digits and hyphens, such as staging',
})

export const flagTypes = ['boolean', 'string', 'number', 'json'] as const

export type FlagType = (typeof flagTypes)[number]

/** Those of a filter, and comparisons of versions by semver's order: a missing part counts 0, a leading v is dropped. */
export const flagOperators = [
  ...operators,
  'versionEquals',
  'versionNotEquals',
  'versionGreaterThan',
  'versionAtLeast',
  'versionLessThan',
  'versionAtMost',
] as const

export type FlagOperator = (typeof flagOperators)[number]

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/**
 * One condition on who asks. `attribute` is a path into the evaluation context, or `person.<trait>` or `segment` (with
 * `in`, `notIn` and ids) of the profile that the targeting key names.
 */
export const FlagCondition = Type.Object(
  {
    attribute: Type.String({ minLength: 1, maxLength: 200 }),
    operator: Type.Enum(flagOperators),
    value: Type.Optional(Type.Union([Scalar, Type.Array(Scalar, { maxItems: 1000 })])),
  },
  { ...strict, title: 'FlagCondition' },
)

export type FlagCondition = Static<typeof FlagCondition>

export const FlagVariation = Type.Object(
  {
    key: VariationKey,
    value: Type.Unknown({ description: 'Of the flag’s type; of a JSON flag an object or a list' }),
    name: Type.Optional(Type.String({ maxLength: 200 })),
  },
  strict,
)

export type FlagVariation = Static<typeof FlagVariation>

const Weight = Type.Object({ variation: VariationKey, weight: Percent }, strict)
const Split = Type.Array(Weight, { minItems: 1, maxItems: 50, description: 'Per cent; they sum to 100' })
const RampPoint = Type.Object({ at: Moment, percent: Percent }, strict)
const Ramp = Type.Object(
  {
    variation: VariationKey,
    rest: OrNull(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Whom it has not reached; null: the next rule',
      }),
    ),
    points: Type.Array(RampPoint, { minItems: 1, maxItems: 100, description: 'In the order of time' }),
    gradual: Type.Boolean({ description: 'Between two points evenly, rather than in steps' }),
  },
  strict,
)
const Unit = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Attribute whose value is hashed: targetingKey, sessionId, groupId or any other',
})

const ExperimentServe = Type.Object(
  {
    id: Type.String(),
    unit: Type.String(),
    salt: Type.String(),
    layer: Type.String({ description: 'Salt of the layer; the experiment’s own where it has none' }),
    phases: Type.Array(
      Type.Object(
        {
          slots: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), {
            description: 'Of 10,000, half-open',
          }),
          split: Split,
        },
        strict,
      ),
    ),
    holdout: OrNull(Type.Object({ salt: Type.String(), share: Type.Number() }, strict)),
  },
  strict,
)

/** What is served: one variation, a split, a ramp, or the variations of an experiment. */
export const FlagServe = Type.Union([
  Type.Object({ variation: VariationKey }, strict),
  Type.Object({ split: Split, unit: Unit, salt: Salt }, strict),
  Type.Object({ ramp: Ramp, unit: Unit, salt: Salt }, strict),
  Type.Object({ experiment: ExperimentServe }, strict),
])

export type FlagServe = Static<typeof FlagServe>

/** Exactly one of the first four. Without `unit` it is targetingKey, without `salt` one is made up and stays. */
export const FlagServeInput = Type.Object(
  {
    variation: Type.Optional(VariationKey),
    split: Type.Optional(Split),
    ramp: Type.Optional(Ramp),
    experiment: Type.Optional(
      Type.Object(
        { id: Type.String({ maxLength: 100 }) },
        { description: 'Made by its experiment: it may only be moved among the rules' },
      ),
    ),
    unit: Type.Optional(Unit),
    salt: Type.Optional(Salt),
  },
  strict,
)

export type FlagServeInput = Static<typeof FlagServeInput>

const Conditions = Type.Array(FlagCondition, { maxItems: 50, description: 'All must hold; none: everybody' })

const ruleParts = {
  name: Type.Optional(Type.String({ maxLength: 200, description: 'For people; clients never see it' })),
  conditions: Conditions,
  from: Type.Optional(Moment),
  to: Type.Optional(
    Type.String({ maxLength: 40, description: 'Not included: the rule ends just before; ISO 8601' }),
  ),
} as const

export const FlagRule = Type.Object({ id: Type.String(), ...ruleParts, serve: FlagServe }, strict)

export type FlagRule = Static<typeof FlagRule>

export const FlagRuleInput = Type.Object(
  {
    id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Made up where it is missing' }),
    ),
    ...ruleParts,
    serve: FlagServeInput,
  },
  strict,
)

export type FlagRuleInput = Static<typeof FlagRuleInput>

const Prerequisite = Type.Object(
  { flag: FlagKey, variations: Type.Array(VariationKey, { minItems: 1, maxItems: 50 }) },
  strict,
)

const settingsParts = {
  enabled: Type.Boolean({ description: 'False: everybody gets `off`, whatever the rules say' }),
  off: OrNull(
    Type.String({ minLength: 1, maxLength: 100, description: 'Null: the default in the caller’s code' }),
  ),
  prerequisites: Type.Array(Prerequisite, {
    maxItems: 20,
    description: 'Flags that must each serve one of these variations, else `off` is served',
  }),
} as const

/** How a flag behaves in one environment. */
export const FlagSettings = Type.Object(
  {
    ...settingsParts,
    rules: Type.Array(FlagRule, { description: 'The first that holds serves' }),
    otherwise: FlagServe,
  },
  { ...strict, title: 'FlagSettings' },
)

export type FlagSettings = Static<typeof FlagSettings>

const settingsInputParts = {
  ...settingsParts,
  rules: Type.Array(FlagRuleInput, { maxItems: 200, description: 'The first that holds serves' }),
  otherwise: FlagServeInput,
} as const

export const FlagSettingsInput = Type.Object(settingsInputParts, strict)

export type FlagSettingsInput = Static<typeof FlagSettingsInput>

/** What is left out keeps a plain default: on, no prerequisites, no rules. */
export const FlagSettingsAtFirst = Type.Partial(FlagSettingsInput, strict)

export type FlagSettingsAtFirst = Static<typeof FlagSettingsAtFirst>

/** The body of a change of settings: they replace those of the environment. */
export const FlagSettingsChange = Type.Object(
  { version: Type.Integer({ description: 'Of the flag as it was when it was read' }), ...settingsInputParts },
  strict,
)
