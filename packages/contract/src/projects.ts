import { type Static, Type } from 'typebox'
import { CurrencyCode } from './currency.ts'
import { defineRoute } from './route.ts'

/** Rules by which identifiers of two known people may join them; all off unless the project switches them on. */
export const IdentityRules = Type.Object(
  {
    joinByEmail: Type.Boolean({ description: 'Two user ids with one e-mail address are one person' }),
    joinByPhone: Type.Boolean({ description: 'Two user ids with one phone number are one person' }),
  },
  { additionalProperties: false },
)

export type IdentityRules = Static<typeof IdentityRules>

const Project = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    timezone: Type.String(),
    currency: Type.String(),
    writeKey: Type.String({ description: 'Public: it only lets in events' }),
    identityRules: IdentityRules,
    createdAt: Type.String(),
  },
  { additionalProperties: false },
)

export type Project = Static<typeof Project>

export const getProject = defineRoute({
  method: 'GET',
  path: '/api/v1/project',
  summary: 'The project: name, zone, currency, write key, identity rules',
  tag: 'project',
  access: 'project',
  response: Project,
})

export const changeProject = defineRoute({
  method: 'PATCH',
  path: '/api/v1/project',
  summary: 'Change the project’s name, zone, currency or identity rules',
  tag: 'project',
  access: 'project',
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      currency: Type.Optional(CurrencyCode),
      identityRules: Type.Optional(IdentityRules),
    },
    { additionalProperties: false },
  ),
  response: Project,
})
