import { type Static, Type } from 'typebox'

/** Kinds of identifier, the strongest first. The person key of an event is made from its strongest. */
export const identifierKinds = ['user_id', 'email', 'phone', 'card', 'anonymous_id'] as const

export type IdentifierKind = (typeof identifierKinds)[number]

export const Identifier = Type.Object(
  {
    kind: Type.Enum(identifierKinds),
    value: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
)

export type Identifier = Static<typeof Identifier>
