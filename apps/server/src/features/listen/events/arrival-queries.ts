import type { EventView } from '@throughline/contract/event'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { all, integer, sql, text, uint64 } from '../../../platform/analytics/sql.ts'
import { EventViewRow, eventViewColumns, eventViews } from '../../../platform/events/event-view.ts'
import { ofPlaces } from './event-queries.ts'

interface Arrivals {
  /** Newest arrival first. */
  readonly events: EventView[]
  /** Number of the newest arrival that was seen. */
  readonly cursor: string
  readonly more: boolean
}

const Place = Type.Object({ seq: Type.String(), ms: Type.String(), person: Type.String() })
/** How many arrivals back the latest are looked for, before all of the log is. */
const LOOKS_BACK = [5_000, 500_000]

export interface ArrivalQueries {
  /**
   * The latest arrivals, or those after a number.
   *
   * @param lastSeq number of the newest event that may be in the log; rows are looked for from there back
   */
  latest(
    projectId: string,
    asked: { after: string | undefined; event: string | undefined; limit: number; lastSeq: number },
  ): Promise<Arrivals>
}

export function arrivalQueries(analytics: Analytics): ArrivalQueries {
  return {
    async latest(projectId, { after, event, limit, lastSeq }) {
      const starts =
        after === undefined
          ? [...LOOKS_BACK.map((back) => String(Math.max(0, lastSeq - back))), '0']
          : [after]
      const named = event === undefined ? sql`1` : sql`event = ${text(event)}`
      for (const [index, start] of starts.entries()) {
        const places = await analytics.query(
          sql`SELECT seq, toUnixTimestamp64Milli(ts) AS ms, toString(person_key) AS person FROM events
              WHERE ${all([sql`project_id = ${text(projectId)}`, sql`seq > ${uint64(start)}`, named])}
              ORDER BY events.seq DESC LIMIT ${integer(limit + 1)}`,
          Place,
          { name: 'arrivals', project: projectId },
        )
        const enough = places.length > limit || start === '0' || index === starts.length - 1
        if (!enough) continue
        const shown = places.slice(0, limit)
        const rows =
          shown.length === 0
            ? []
            : await analytics.query(
                sql`SELECT ${eventViewColumns} FROM events WHERE ${ofPlaces(projectId, shown)} ORDER BY events.seq DESC`,
                EventViewRow,
                { name: 'arrived_events', project: projectId },
              )
        return {
          events: await eventViews(analytics, projectId, rows),
          cursor: shown[0]?.seq ?? after ?? '0',
          more: places.length > limit,
        }
      }
      return { events: [], cursor: after ?? '0', more: false }
    },
  }
}
