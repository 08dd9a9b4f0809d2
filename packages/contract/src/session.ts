import { type Static, Type } from 'typebox'
import { defineRoute } from './route.ts'

const User = Type.Object(
  { id: Type.String(), name: Type.String(), email: Type.String() },
  { additionalProperties: false },
)

const SessionProject = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    timezone: Type.String({ description: 'IANA zone that days are counted in' }),
    currency: Type.String({ description: 'ISO 4217; what an order without a currency counts in' }),
    extent: Type.Union(
      [
        Type.Object({ first: Type.String(), last: Type.String() }, { additionalProperties: false }),
        Type.Null(),
      ],
      { description: 'Times of the first and the last event; null while there is none' },
    ),
  },
  { additionalProperties: false },
)

export type SessionProject = Static<typeof SessionProject>

/** Who looks, and at what. `project` is null for whom nobody has logged in. */
export const getSession = defineRoute({
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Who is logged in, whether an owner is still to be made, and the project looked at',
  tag: 'access',
  access: 'public',
  response: Type.Object(
    {
      user: Type.Union([User, Type.Null()]),
      setupRequired: Type.Boolean({ description: 'True until the owner exists' }),
      project: Type.Union([SessionProject, Type.Null()]),
    },
    { additionalProperties: false },
  ),
})

/** Makes the owner with the one-time link that the server printed, and logs them in (the answer sets the cookie). */
export const setUpOwner = defineRoute({
  method: 'POST',
  path: '/api/v1/setup',
  summary: 'Make the owner with the one-time set-up token',
  tag: 'access',
  access: 'public',
  body: Type.Object(
    {
      token: Type.String({ minLength: 1, maxLength: 200 }),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      email: Type.String({ format: 'email', maxLength: 320 }),
      password: Type.String({ minLength: 10, maxLength: 128 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ user: User }, { additionalProperties: false }),
  status: 201,
})
