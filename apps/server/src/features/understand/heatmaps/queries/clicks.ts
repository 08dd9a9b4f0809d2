import type { HeatmapSignal } from '@throughline/contract/heatmaps'
import { type Static, Type } from 'typebox'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { boundedNumber, eventsOfPages, LONGEST_PAGE, told, viewedEvents } from './viewed-events.ts'

const eventOf: Readonly<Record<HeatmapSignal, string>> = {
  element_clicked: 'Element Clicked',
  rage_clicked: 'Rage Clicked',
  dead_clicked: 'Dead Clicked',
}

const Nullable = Type.Union([Type.Number(), Type.Null()])

const Element = Type.Object({
  element: Type.String(),
  text: Type.String(),
  count: Type.Integer(),
  people: Type.Integer(),
  views: Type.Integer(),
  x: Nullable,
  y: Nullable,
  in_all: Type.Integer(),
})

export type ElementRow = Static<typeof Element>

const place = { element: 'Nullable(String)', x: 'Nullable(Float64)', y: 'Nullable(Float64)' } as const
const named = { ...place, element_text: 'Nullable(String)' } as const
const within = { ...place, element_x: 'Nullable(Float64)', element_y: 'Nullable(Float64)' } as const

const element = sql`ifNull(${told('element')}, '')`
const label = sql`ifNull(${told('element_text')}, '')`
const x = boundedNumber('x', sql`0`, sql`1`)
const y = boundedNumber('y', sql`0`, LONGEST_PAGE)

/** What was hit, most often first; a view counts an element once, however often it was hit in it. */
export function elementsSql(scope: Scope, path: string, signal: HeatmapSignal): Sql {
  const event = eventOf[signal]
  return sql`SELECT hit AS element, argMaxIf(label, (ts, seq), label != '') AS text,
  toUInt32(count()) AS count, toUInt32(uniqExact(person)) AS people,
  toUInt32(uniqExactIf((person, page, view), view > 0)) AS views,
  quantileExactInclusive(0.5)(hit_x) AS x, quantileExactInclusive(0.5)(hit_y) AS y,
  toUInt32(count() OVER ()) AS in_all
FROM (
  SELECT person, page, view, ts, seq, ${element} AS hit, ${label} AS label, ${x} AS hit_x, ${y} AS hit_y
  FROM (${viewedEvents(scope, path, [event], named)})
  WHERE NOT is_view AND hit != ''
)
GROUP BY hit
ORDER BY count DESC, element
LIMIT 200`
}

export const queryElements = (scope: Scope, path: string, signal: HeatmapSignal): Promise<ElementRow[]> =>
  scope.query('heatmap_elements', elementsSql(scope, path, signal), Element)

const Point = Type.Object({
  element: Type.String(),
  x: Type.Number(),
  y: Type.Number(),
  elementX: Nullable,
  elementY: Nullable,
  count: Type.Integer(),
})

export type PointRow = Static<typeof Point>

/** Hits by element and cell of 1 % of the width by 10 px, at their mean. */
export function pointsSql(scope: Scope, path: string, signal: HeatmapSignal): Sql {
  const share = sql`0`
  const whole = sql`1`
  return sql`SELECT hit AS element, round(avg(hit_x), 4) AS x, round(avg(hit_y), 1) AS y,
  round(avg(within_x), 4) AS elementX, round(avg(within_y), 4) AS elementY, toUInt32(count()) AS count
FROM (
  SELECT ${element} AS hit, ${x} AS hit_x, ${y} AS hit_y,
    ${boundedNumber('element_x', share, whole)} AS within_x, ${boundedNumber('element_y', share, whole)} AS within_y
  FROM (${eventsOfPages(scope, path, [eventOf[signal]], within)})
  WHERE NOT is_view AND isNotNull(hit_x) AND isNotNull(hit_y)
)
GROUP BY hit, toInt32(floor(hit_x * 100)) AS column, toInt32(floor(hit_y / 10)) AS line
ORDER BY count DESC, element, line, column
LIMIT 4000`
}

export const queryPoints = (scope: Scope, path: string, signal: HeatmapSignal): Promise<PointRow[]> =>
  scope.query('heatmap_points', pointsSql(scope, path, signal), Point)
