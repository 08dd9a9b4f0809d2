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

interface EventPage {
  readonly events: EventView[]
  readonly next: ListCursor | undefined
}

const DAY = 86_400_000
/** How far back from the newest event a page is looked for at first: most pages are of the last days. */
const LOOKS_BACK = [DAY, 31 * DAY]
/** Events that the export reads at once: about so many, and never more than the second number. */
const EXPORTED_AT_ONCE = 5_000
const MOST_EXPORTED_AT_ONCE = 10_000

const Place = Type.Object({ seq: Type.String(), ms: Type.String(), person: Type.String() })
type Place = Static<typeof Place>
const Counted = Type.Object({ events: Type.String() })
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

  /** Time of the newest event of any project: the parts of the table know it, so nothing is read. */
  const newest = async (): Promise<number | undefined> => {
    const [row] = await analytics.query(
      sql`SELECT toUnixTimestamp64Milli(max(ts)) AS ms FROM events HAVING count() > 0`,
      Newest,
      { name: 'events_newest' },
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
      const end = after?.ms ?? (choice.to === undefined ? undefined : Date.parse(choice.to))
      const known = await newest()
      const last = end === undefined || known === undefined ? known : Math.min(end, known)
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
      const oldest = shown.at(-1)
      return {
        events: await rowsAt(projectId, shown),
        next: places.length > limit && oldest ? { ms: Number(oldest.ms), seq: oldest.seq } : undefined,
      }
    },

    async *all(projectId, choice) {
      const asked = conditionsOf(projectId, choice)
      const [counted] = await analytics.query(
        sql`SELECT count() AS events FROM events WHERE ${asked}`,
        Counted,
        { name: 'events_count', project: projectId },
        'heavy',
      )
      for (const people of slicesOfKeys(Number(counted?.events ?? 0))) {
        let last: EventViewRow | undefined
        do {
          const rows = await exportPage(sql`${asked} AND ${people} AND ${last ? following(last) : sql`1`}`)
          if (rows.length > 0) yield await eventViews(analytics, projectId, rows, 'heavy')
          last = rows.length === MOST_EXPORTED_AT_ONCE ? rows.at(-1) : undefined
        } while (last)
      }

      function exportPage(conditions: Sql): Promise<EventViewRow[]> {
        return analytics.query(
          sql`SELECT ${eventViewColumns} FROM events WHERE ${conditions}
              ORDER BY project_id, person_key, ts, events.seq LIMIT ${integer(MOST_EXPORTED_AT_ONCE)}`,
          EventViewRow,
          { name: 'events_export', project: projectId },
          'heavy',
        )
      }
    },
  }
}

/**
 * All person keys in slices of about as many events each. Keys are hashes, so they are spread evenly; and a slice of the
 * log's key is read without looking at the rest of it, which a page that only says where it starts would do.
 */
function* slicesOfKeys(events: number): Generator<Sql> {
  const count = BigInt(Math.max(1, Math.ceil(events / EXPORTED_AT_ONCE)))
  const width = (1n << 64n) / count
  for (let slice = 0n; slice < count; slice++) {
    const end = slice === count - 1n ? 1n << 64n : (slice + 1n) * width
    yield sql`person_key >= ${uint64(String(slice * width))} AND person_key <= ${uint64(String(end - 1n))}`
  }
}

/** What comes after an event in the log's key. */
function following({ person, ms, seq }: EventViewRow): Sql {
  const [key, at] = [uint64(person), moment(new Date(Number(ms)).toISOString())]
  return sql`person_key >= ${key} AND (person_key > ${key} OR ts > ${at} OR (ts = ${at} AND events.seq > ${uint64(seq)}))`
}

/** The conditions of a choice. Half-open: `from` included, `to` not. */
const conditionsOf = (projectId: string, { from, to, event, personKeys }: EventChoice): Sql =>
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
