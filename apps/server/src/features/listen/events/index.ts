import type { Analytics } from '../../../platform/analytics/analytics.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import { arrivalQueries } from './arrival-queries.ts'
import { eventQueries } from './event-queries.ts'
import { eventEndpoints } from './event-routes.ts'
import { schemaQueries } from './schema-queries.ts'

export interface EventsDependencies {
  readonly analytics: Analytics
  /** Of the people feature. */
  readonly people: { find(projectId: string, id: string): Promise<{ readonly keys: readonly string[] }> }
  /** The log, for the number of its newest event. */
  readonly log: { lastSeq(): number }
}

/** The events themselves: lists, exports, arrivals, and which names and properties there are. */
export const eventsFeature = ({ analytics, people, log }: EventsDependencies): Feature => ({
  endpoints: eventEndpoints({
    events: eventQueries(analytics),
    arrivals: arrivalQueries(analytics),
    schema: schemaQueries(analytics),
    personKeys: async (projectId, id) => (await people.find(projectId, id)).keys,
    lastSeq: () => log.lastSeq(),
  }),
})
