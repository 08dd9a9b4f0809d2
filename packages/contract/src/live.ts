import { Type } from 'typebox'
import { EventView } from './event.ts'
import { defineRoute } from './route.ts'

/** Events in the order they arrived, for a page that follows along. */
export const listArrivals = defineRoute({
  method: 'GET',
  path: '/api/v1/live',
  summary: 'The latest events by arrival; with `after`, only those that arrived since',
  tag: 'events',
  access: 'project',
  query: Type.Object(
    {
      after: Type.Optional(Type.String({ maxLength: 100, description: 'The `cursor` of an earlier answer' })),
      event: Type.Optional(Type.String({ maxLength: 200, description: 'Only events of this name' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object(
    {
      events: Type.Array(EventView, { description: 'Newest arrival first' }),
      cursor: Type.String({ description: 'Send it as `after` to get what arrives next' }),
      more: Type.Boolean({ description: 'More than `limit` arrived; the older of them were left out' }),
    },
    { additionalProperties: false },
  ),
})
