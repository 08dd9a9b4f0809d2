import { type Static, Type } from 'typebox'
import { Filters } from './filter.ts'
import { rangeProperties } from './range.ts'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const Count = Type.Integer({ minimum: 0 })

const Rate = Type.Object(
  {
    estimate: Type.Number({ description: 'Share from 0 to 1' }),
    low: Type.Number({ description: '95 % interval (Wilson)' }),
    high: Type.Number(),
    count: Type.Integer({ description: 'People for whom it holds' }),
    of: Type.Integer({ description: 'People who began the form' }),
  },
  strict,
)

export type FormRate = Static<typeof Rate>

const audience = {
  ...rangeProperties,
  where: Type.Optional(Filters),
  segment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
} as const

const formParts = {
  form: Type.String(),
  path: Type.String({ description: 'The page where it was most often begun; empty where it is not known' }),
  people: Type.Integer({ minimum: 1, description: 'Who began it in the range' }),
  starts: Type.Integer({ minimum: 1, description: 'Form Started' }),
  completed: Rate,
  abandoned: Rate,
  open: Type.Integer({
    minimum: 0,
    description: 'People whose end is not known: neither submitted nor abandoned',
  }),
  completedSeconds: Type.Union([Type.Number(), Type.Null()], {
    description: 'Median time of a Form Submitted',
  }),
} as const

const FormSummary = Type.Object(
  {
    ...formParts,
    lastField: Type.Union([Type.Object({ field: Type.String(), left: Rate }, strict), Type.Null()], {
      description: 'Where most people left it',
    }),
  },
  {
    ...strict,
    description:
      'completed: who submitted it after beginning, at any try. abandoned: who abandoned it and never submitted it',
  },
)

export type FormSummary = Static<typeof FormSummary>

const shared = { tag: 'forms', access: 'project', method: 'POST', scope: 'read' } as const

export const listForms = defineRoute({
  ...shared,
  path: '/api/v1/forms',
  summary: 'Forms that were begun: how many people finish and abandon them, and where they leave',
  body: Type.Object(audience, strict),
  response: Type.Object(
    { forms: Type.Array(FormSummary, { description: 'Most people first; at most 200' }) },
    strict,
  ),
})

const FormField = Type.Object(
  {
    field: Type.String(),
    reached: Rate,
    filled: Rate,
    left: Rate,
    visits: Type.Integer({ minimum: 0, description: 'Form Field Left' }),
    fills: Type.Integer({ minimum: 0, description: 'Form Field Left with something in it' }),
    seconds: Type.Union([Type.Number(), Type.Null()], { description: 'Median time in the field, a try' }),
    refills: Type.Integer({ minimum: 0, description: 'Times that what stood in it was written anew' }),
    refilledPeople: Type.Integer({ minimum: 0, description: 'Who wrote it anew twice or more in one try' }),
    errors: Type.Integer({ minimum: 0, description: 'Errors that it showed' }),
    errorPeople: Count,
  },
  {
    ...strict,
    description:
      'Shares of those who began. reached: came to this field or a later one, or submitted. filled: left it with something in it. left: abandoned the form there',
  },
)

export type FormField = Static<typeof FormField>

export const getFormFields = defineRoute({
  ...shared,
  path: '/api/v1/forms/fields',
  summary: 'One form, field by field in the order in which people come to them',
  body: Type.Object({ ...audience, form: Type.String({ minLength: 1, maxLength: 1000 }) }, strict),
  response: Type.Object(
    {
      summary: Type.Union([FormSummary, Type.Null()], { description: 'Null where nobody began it' }),
      fields: Type.Array(FormField, { description: 'At most 100' }),
    },
    strict,
  ),
})

export type FormFields = Static<(typeof getFormFields)['response']>
