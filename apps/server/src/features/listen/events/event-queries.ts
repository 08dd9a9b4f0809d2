import type { EventView } from '@throughline/contract/event'
import { type Static, Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import {
  all,
  integer,
  moment,
  type Sql,
  sql,
  text,
  uint64,
  uint64s,
} from '../../../platform/analytics/sql.ts'
import { EventViewRow, eventViewColumns, eventViews } from '../../../platform/events/event-view.ts'
import type { EventChoice } from './event-choice.ts'

/** A place in the list: the next event is older, or as old and arrived earlier. */
export interface ListCursor {
  readonly ms: number
  readonly seq: string
}

export interface EventPage {
  readonly events: EventView[]
  readonly next: ListCursor | undefined
}

const DAY = 86_400_000
/** How far back from the newest event a page is looked for at first: most pages are of the last days. */
const LOOKS_BACK = [DAY, 31 * DAY]
/** Rows a page of the export: few enough to hold, many enough to be quick. */
const EXPORT_PAGE = 5_000

const Place = Type.Object({ seq: Type.String(), ms: Type.String(), person: Type.String() })
type Place = Static<typeof Place>
const Newest = Type.Object({ ms: Type.String() })

/** Events as lists and exports give them out. */
export interface EventQueries {
  /** A page of events, newest first. */
  page(
    projectId: string,
    choice: EventChoice,
    after: ListCursor | undefined,
    limit: number,
  ): Promise<EventPage>
  /** All events, page by page in the order of the log's key: person by person, each in time. Holds one page at a time. */
  all(projectId: string, choice: EventChoice): AsyncGenerator<EventView[]>
}

export function eventQueries(analytics: Analytics): EventQueries {
  /** Whole rows of events whose places are known; the key finds them. */
  const rowsAt = async (projectId: string, places: readonly Place[]): Promise<EventView[]> => {
    if (places.length === 0) return []
    const rows = await analytics.query(
      sql`SELECT ${eventViewColumns} FROM events
          WHERE ${ofPlaces(projectId, places)}
          ORDER BY ts DESC, events.seq DESC`,
      EventViewRow,
      { name: 'events_page', project: projectId },
    )
    return eventViews(analytics, projectId, rows)
  }

  const newest = async (projectId: string, conditions: Sql): Promise<number | undefined> => {
    const [row] = await analytics.query(
      sql`SELECT toUnixTimestamp64Milli(max(ts)) AS ms FROM events WHERE ${conditions} HAVING count() > 0`,
      Newest,
      { name: 'events_newest', project: projectId },
    )
    return row && Number(row.ms)
  }

  return {
    async page(projectId, choice, after, limit) {
      const asked = all([
        conditionsOf(projectId, choice),
        ...(after
          ? [
              sql`ts <= ${moment(new Date(after.ms).toISOString())} AND (ts < ${moment(new Date(after.ms).toISOString())} OR seq < ${uint64(after.seq)})`,
            ]
          : []),
      ])
      const last = after?.ms ?? (await newest(projectId, asked))
      if (last === undefined) return { events: [], next: undefined }
      let places: Place[] = []
      for (const back of [...LOOKS_BACK, undefined]) {
        const since = back === undefined ? sql`1` : sql`ts >= ${moment(new Date(last - back).toISOString())}`
        // Narrow first: wide rows are read only for those that the page shows.
        places = await analytics.query(
          sql`SELECT seq, toUnixTimestamp64Milli(ts) AS ms, toString(person_key) AS person FROM events
              WHERE ${asked} AND ${since}
              ORDER BY ts DESC, events.seq DESC LIMIT ${integer(limit + 1)}`,
          Place,
          { name: 'events_places', project: projectId },
        )
        if (places.length > limit) break
      }
      const shown = places.slice(0, limit)
      const end = shown.at(-1)
      return {
        events: await rowsAt(projectId, shown),
        next: places.length > limit && end ? { ms: Number(end.ms), seq: end.seq } : undefined,
      }
    },

    async *all(projectId, choice) {
      const asked = conditionsOf(projectId, choice)
      let at: EventViewRow | undefined
      for (;;) {
        // The rest of the last person, then the people after: the key takes both straight to their place.
        const ofSame = at
          ? await exportPage(
              sql`${asked} AND person_key = ${uint64(at.person)} AND ts >= ${instant(at)} AND (ts > ${instant(at)} OR seq > ${uint64(at.seq)})`,
            )
          : []
        const rows: EventViewRow[] =
          ofSame.length > 0
            ? ofSame
            : await exportPage(at ? sql`${asked} AND person_key > ${uint64(at.person)}` : asked)
        if (rows.length === 0) return
        at = rows.at(-1)
        yield await eventViews(analytics, projectId, rows, 'heavy')
      }

      function exportPage(conditions: Sql): Promise<EventViewRow[]> {
        return analytics.query(
          sql`SELECT ${eventViewColumns} FROM events WHERE ${conditions}
              ORDER BY project_id, person_key, ts, events.seq LIMIT ${integer(EXPORT_PAGE)}`,
          EventViewRow,
          { name: 'events_export', project: projectId },
          'heavy',
        )
      }
    },
  }
}

/** The conditions of a choice. Half-open: `from` included, `to` not. */
export const conditionsOf = (projectId: string, { from, to, event, personKeys }: EventChoice): Sql =>
  all([
    sql`project_id = ${text(projectId)}`,
    ...(from === undefined ? [] : [sql`ts >= ${moment(from)}`]),
    ...(to === undefined ? [] : [sql`ts < ${moment(to)}`]),
    ...(event === undefined ? [] : [sql`event = ${text(event)}`]),
    ...(personKeys === undefined ? [] : [sql`person_key IN ${uint64s(personKeys)}`]),
  ])

/** Finds rows by the log's key, then by their numbers. */
export function ofPlaces(projectId: string, places: readonly Place[]): Sql {
  const times = places.map(({ ms }) => Number(ms))
  const bound = (ms: number) => moment(new Date(ms).toISOString())
  return sql`project_id = ${text(projectId)} AND person_key IN ${uint64s([...new Set(places.map(({ person }) => person))])}
    AND ts >= ${bound(Math.min(...times))} AND ts <= ${bound(Math.max(...times))}
    AND seq IN ${uint64s(places.map(({ seq }) => seq))}`
}

const instant = ({ ms }: EventViewRow) => moment(new Date(Number(ms)).toISOString())
