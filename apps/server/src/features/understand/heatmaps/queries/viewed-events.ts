import { type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'

/** The events of signals that say where they happened on a page. */
export const clickEvents = ['Element Clicked', 'Rage Clicked', 'Dead Clicked'] as const

export const scrollEvents = ['Scroll Depth Reached', 'Page Left'] as const

/** Properties that are read of signals, beside their path, with the types that they are read as; others are NULL. */
export type ToldFields = Readonly<Record<string, 'Nullable(String)' | 'Nullable(Float64)' | 'Array(Float64)'>>

/**
 * Page calls and signals, a row an event: `person`, `page`, `is_view`, `event`, `ts`, `seq`, and `told`, a tuple of the
 * properties asked for: all in one go, since parsing the JSON is what these queries take their time for. A signal's
 * page is the one it names itself: when a page is left for the next, the sender's context may already be of the next.
 *
 * @param events names of the signals to read
 * @param maybe a condition that page calls and signals of interest meet, others may
 */
export function pageEvents(
  scope: Scope,
  events: readonly string[],
  fields: ToldFields = {},
  maybe: { readonly page: Sql; readonly signal: Sql } = { page: sql`1`, signal: sql`1` },
): Sql {
  const types = Object.entries({ path: 'Nullable(String)', ...fields })
  const tuple = `Tuple(${types.map(([name, type]) => `${name} ${type}`).join(', ')})`
  // What is given as PREWHERE parses no JSON: left to choose, the engine would parse it there, and then again.
  return sql`SELECT ${scope.person} AS person, type = 'page' AS is_view,
    JSONExtract(if(is_view, '', properties), ${text(tuple)}) AS told,
    if(is_view, path, ifNull(nullIf(${told('path')}, ''), path)) AS page, event, ts, seq
  FROM events
  PREWHERE ${scope.during} AND (type = 'page' OR type = 'track' AND event IN ${texts(events)})
    AND if(type = 'page', ${maybe.page}, ${maybe.signal})
    AND ${scope.everyEvent}`
}

/** The same of the pages that fit a pattern. */
export const eventsOfPages = (
  scope: Scope,
  path: string,
  events: readonly string[],
  fields?: ToldFields,
): Sql =>
  sql`SELECT * FROM (${pageEvents(scope, events, fields, { page: onPage(sql`path`, path), signal: maybeOf(path) })})
  WHERE ${onPage(sql`page`, path)}`

/**
 * Whether a signal can be of the pages of a pattern, told without parsing: by its column, or by how the page that it names
 * begins. The log's JSON has no spaces, and escapes as `JSON.stringify` does.
 */
function maybeOf(pattern: string): Sql {
  const [start = ''] = pattern.split('*')
  // Anything but text could be written otherwise.
  if (!start.startsWith('/')) return sql`1`
  const written = `"path":${JSON.stringify(start).slice(0, -1)}`
  return sql`${onPage(sql`path`, pattern)} OR position(properties, ${text(written)}) > 0`
}

/**
 * The same with `view`, the number of the person's view of the page that an event belongs to, from 1: a view begins with
 * a page call and ends with the person's next of that page. What came before the first has 0: its view began before the
 * range, or was not sent.
 */
export const viewedEvents = (
  scope: Scope,
  path: string,
  events: readonly string[],
  fields?: ToldFields,
): Sql =>
  sql`SELECT *, sum(is_view) OVER (
    PARTITION BY person, page ORDER BY ts, is_view DESC, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS view
  FROM (${eventsOfPages(scope, path, events, fields)})`

/** A property that was told. */
export const told = (name: string): Sql => sql`tupleElement(told, ${text(name)})`

/** A number that was told, where it is in bounds, both included; else NULL. */
export const boundedNumber = (name: string, low: Sql, high: Sql): Sql =>
  sql`if(${told(name)} >= ${low} AND ${told(name)} <= ${high}, ${told(name)}, NULL)`

/** Longer than any page that people scroll; what is beyond is a mistake of the sender's. */
export const LONGEST_PAGE = sql`1000000`
