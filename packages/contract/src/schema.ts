import { Type } from 'typebox'
import { defineRoute } from './route.ts'

const strict = { additionalProperties: false } as const

/** Names for pickers: what has arrived, most frequent first. */
export const listEventNames = defineRoute({
  method: 'GET',
  path: '/api/v1/schema/events',
  summary: 'Names of the events that have arrived, most frequent first',
  tag: 'events',
  access: 'project',
  query: Type.Object(
    {
      search: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    },
    strict,
  ),
  response: Type.Object(
    {
      events: Type.Array(
        Type.Object(
          { event: Type.String(), type: Type.String(), count: Type.Integer(), lastSeen: Type.String() },
          strict,
        ),
      ),
    },
    strict,
  ),
})

/** Properties for pickers: well-known fields, and what the events of the last time carry. */
export const listProperties = defineRoute({
  method: 'GET',
  path: '/api/v1/schema/properties',
  summary: 'Properties that filters and breakdowns can use',
  tag: 'events',
  access: 'project',
  query: Type.Object({ event: Type.Optional(Type.String({ maxLength: 1000 })) }, strict),
  response: Type.Object(
    {
      properties: Type.Array(
        Type.Object(
          {
            property: Type.String(),
            kind: Type.Enum(['field', 'property', 'person']),
            type: Type.Enum(['text', 'number', 'boolean', 'list', 'mixed']),
            examples: Type.Array(Type.String()),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
})
