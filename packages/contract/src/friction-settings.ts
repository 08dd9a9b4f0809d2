import { type Static, type TSchema, Type } from 'typebox'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const shared = { tag: 'friction', access: 'project' } as const

const FrictionSettings = Type.Object(
  {
    webhookUrl: OrNull(
      Type.String({ maxLength: 2000, description: 'Told once of each new expensive finding' }),
    ),
    emails: Type.Array(Type.String({ maxLength: 320 }), {
      maxItems: 20,
      description: 'Written to once of each new expensive finding, where SMTP is configured',
    }),
    alertFrom: Type.Number({
      minimum: 0,
      description: 'Money in 30 days, in the project’s currency, from which a new finding is expensive',
    }),
    rates: Type.Record(Type.String({ pattern: '^[A-Z]{3}$' }), Type.Number({ exclusiveMinimum: 0 }), {
      description:
        'What one unit of a currency is worth in the project’s; currencies without a rate are kept apart',
    }),
  },
  strict,
)

export type FrictionSettings = Static<typeof FrictionSettings>

export const getFrictionSettings = defineRoute({
  ...shared,
  method: 'GET',
  path: '/api/v1/friction/settings',
  summary: 'Who is told of findings, and how currencies are converted',
  response: Type.Object({ ...FrictionSettings.properties, smtpConfigured: Type.Boolean() }, strict),
})

export const changeFrictionSettings = defineRoute({
  ...shared,
  method: 'PATCH',
  path: '/api/v1/friction/settings',
  summary: 'Change them; what is left out stays',
  body: Type.Partial(FrictionSettings, strict),
  response: Type.Object({ ...FrictionSettings.properties, smtpConfigured: Type.Boolean() }, strict),
})
