import { Type } from 'typebox'
import { EventView } from './event.ts'
import { defineRoute } from './route.ts'

/** Also streams all of them as newline-delimited JSON where the client accepts `application/x-ndjson`. */
export const listEvents = defineRoute({
  method: 'GET',
  path: '/api/v1/events',
  summary: 'Events, newest first',
  tag: 'events',
  access: 'project',
  query: Type.Object(
    {
      from: Type.Optional(Type.String({ format: 'date-time' })),
      to: Type.Optional(Type.String({ format: 'date-time' })),
      event: Type.Optional(Type.String({ maxLength: 1000 })),
      person: Type.Optional(
        Type.String({ maxLength: 600, description: 'Any identifier of the person, or the profile id' }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
      cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before' })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object(
    { events: Type.Array(EventView), next: Type.Union([Type.String(), Type.Null()]) },
    { additionalProperties: false },
  ),
})
