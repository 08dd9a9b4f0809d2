import { Readable } from 'node:stream'
import type { EventView } from '@throughline/contract/event'
import { listEvents } from '@throughline/contract/events'
import { listArrivals } from '@throughline/contract/live'
import { listEventNames, listProperties } from '@throughline/contract/schema'
import { AppError } from '../../../platform/app-error.ts'
import { wellKnownFields } from '../../../platform/events/event-fields.ts'
import { type Endpoint, endpoint } from '../../../platform/http/endpoint.ts'
import type { ArrivalQueries } from './arrival-queries.ts'
import type { EventChoice } from './event-choice.ts'
import { readListCursor, writeListCursor } from './event-cursor.ts'
import type { EventQueries } from './event-queries.ts'
import type { SchemaQueries } from './schema-queries.ts'
import { listedProperties } from './schema-service.ts'

export interface EventRoutesDependencies {
  readonly events: EventQueries
  readonly arrivals: ArrivalQueries
  readonly schema: SchemaQueries
  /** Person keys behind an identifier or a profile id. @throws AppError `not_found` */
  readonly personKeys: (projectId: string, id: string) => Promise<readonly string[]>
  /** Number of the newest event in the log. */
  readonly lastSeq: () => number
}

/** Events, arrivals and the schema of what arrived over HTTP. */
export function eventEndpoints({
  events,
  arrivals,
  schema,
  personKeys,
  lastSeq,
}: EventRoutesDependencies): Endpoint[] {
  return [
    endpoint(listEvents, async ({ access, query, request, reply }) => {
      const { from, to, event, person, cursor, limit = 100 } = query
      if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to))
        throw new AppError('invalid', 'to: must be later than from.', { field: 'to' })
      const choice: EventChoice = {
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(event !== undefined && { event }),
        ...(person !== undefined && { personKeys: await personKeys(access.projectId, person) }),
      }
      if (wantsLines(request.headers.accept))
        return reply
          .type('application/x-ndjson')
          .send(Readable.from(lines(events.all(access.projectId, choice)), { objectMode: false }))
      const page = await events.page(access.projectId, choice, readListCursor(cursor), limit)
      return { events: page.events, next: page.next ? writeListCursor(page.next) : null }
    }),

    endpoint(listArrivals, ({ access, query }) => {
      const { after, event, limit = 100 } = query
      if (after !== undefined && !/^\d{1,19}$/.test(after))
        throw new AppError('invalid', 'after: must be the cursor of an earlier answer.', { field: 'after' })
      return arrivals.latest(access.projectId, { after, event, limit, lastSeq: lastSeq() })
    }),

    endpoint(listEventNames, async ({ access, query }) => ({
      events: await schema.names(access.projectId, query.search, query.limit ?? 100),
    })),

    endpoint(listProperties, async ({ access, query }) => ({
      properties: await listedProperties(schema, wellKnownFields, {
        projectId: access.projectId,
        event: query.event,
        lastSeq: lastSeq(),
      }),
    })),
  ]
}

const wantsLines = (accept: string | undefined): boolean => accept?.includes('application/x-ndjson') ?? false

async function* lines(pages: AsyncIterable<readonly EventView[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((event) => `${JSON.stringify(event)}\n`).join('')
}
