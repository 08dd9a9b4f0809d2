import { type Static, Type } from 'typebox'

/** The closed set of error codes; a client may switch on them. Only the HTTP error handler knows their status. */
export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'limit_exceeded',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** `application/problem+json` (RFC 9457) with our stable `code`. `detail` names the field and what was expected. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(errorCodes),
    detail: Type.String(),
    field: Type.Optional(
      Type.String({ description: 'Where in the request, as a path such as steps[0].event' }),
    ),
    requestId: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

export type Problem = Static<typeof Problem>
