import { type Static, Type } from 'typebox'

/**
 * Comparisons of a filter. Those of text are case-sensitive; those of numbers leave out what is not a number. One with
 * "not" in its name is exactly the opposite of the one without, so it also holds where the property is missing. A list
 * fits where one of its elements does.
 */
export const operators = [
  'equals',
  'notEquals',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'notMatches',
  'greaterThan',
  'atLeast',
  'lessThan',
  'atMost',
  'between',
  'before',
  'after',
  'exists',
  'notExists',
] as const

export type Operator = (typeof operators)[number]

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/**
 * One condition on an event.
 *
 * `property` is a well-known field (`device.type`, `browser.name`, `browser.version`, `os.name`, `os.version`, `country`,
 * `channel`, `source` (how the visitor came), `campaign.source`, `campaign.medium`, `campaign.name`, `path`, `url`,
 * `referrer`, `event`, `type`), or `person.<trait>`, `context.<path>`,
 * `properties.<path>`, or `segment` (with `in`, `notIn` and ids). Anything else is an event property.
 */
export const Filter = Type.Object(
  {
    property: Type.String({ minLength: 1, maxLength: 200 }),
    operator: Type.Enum(operators),
    value: Type.Optional(Type.Union([Scalar, Type.Array(Scalar, { maxItems: 1000 })])),
  },
  { additionalProperties: false, title: 'Filter' },
)

export type Filter = Static<typeof Filter>

export const Filters = Type.Array(Filter, { maxItems: 50 })
