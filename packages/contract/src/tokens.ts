import { type Static, Type } from 'typebox'
import { defineRoute, tokenScopes } from './route.ts'

const Scopes = Type.Array(Type.Enum(tokenScopes), {
  minItems: 1,
  maxItems: 2,
})

const Token = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    hint: Type.String({ description: 'The last four characters, to tell tokens apart' }),
    scopes: Scopes,
    createdAt: Type.String(),
    lastUsedAt: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
)

export type Token = Static<typeof Token>

export const listTokens = defineRoute({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'The project’s secret API tokens, without their secrets',
  tag: 'access',
  access: 'project',
  response: Type.Object({ tokens: Type.Array(Token) }, { additionalProperties: false }),
})

export const createToken = defineRoute({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Make a secret API token; the secret is in this answer and nowhere else',
  tag: 'access',
  access: 'project',
  body: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 100 }), scopes: Scopes },
    { additionalProperties: false },
  ),
  response: Type.Object({ token: Token, secret: Type.String() }, { additionalProperties: false }),
  status: 201,
})

export const revokeToken = defineRoute({
  method: 'DELETE',
  path: '/api/v1/tokens/:id',
  summary: 'Revoke a token; its next request is refused',
  tag: 'access',
  access: 'project',
  params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
  response: Type.Undefined(),
  status: 204,
})
