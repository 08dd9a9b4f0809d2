import { quantileRanks } from '@throughline/statistics/quantile-ranks'
import { type Static, Type } from 'typebox'
import { float, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import {
  boundedNumber,
  clickEvents,
  LONGEST_PAGE,
  scrollEvents,
  told,
  viewedEvents,
} from './viewed-events.ts'

const Row = Type.Object({
  scroll_told: Type.Integer(),
  reached: Type.Array(Type.Integer()),
  attention_told: Type.Integer(),
  attention_total: Type.Array(Type.Number()),
  attention_median: Type.Array(Type.Number()),
  heights: Type.Array(Type.Number()),
  width: Type.Union([Type.Number(), Type.Null()]),
  viewport: Type.Union([Type.Number(), Type.Null()]),
})

export type DepthsRow = Static<typeof Row>

/** Nobody looks at one band of a page for longer; what says so is a sleeping machine or a mistake. */
const DAY_MS = sql`86400000`
const fields = {
  max_scroll: 'Nullable(Float64)',
  depth: 'Nullable(Float64)',
  attention: 'Array(Float64)',
  page_height: 'Nullable(Float64)',
  page_width: 'Nullable(Float64)',
  viewport_height: 'Nullable(Float64)',
} as const
const percent = [sql`0`, sql`100`] as const

/**
 * How far views went down the page (the deepest word of any signal in the view counts), how long each 5 % band was in
 * sight, and how large the page was, in a window that some view had: half-way between phones and computers there is none.
 * Signals whose view is not known tell its size only. Lists are empty where nobody told.
 */
export function viewDepthsSql(scope: Scope, path: string): Sql {
  return sql`SELECT toUInt32(countIf(deepest >= 0)) AS scroll_told,
  arrayMap(total -> toUInt32(total), sumForEachIf(arrayMap(band -> toUInt32(deepest >= band * 5), range(1, 21)), deepest >= 0)) AS reached,
  toUInt32(countIf(notEmpty(looked))) AS attention_told,
  sumForEachIf(looked, notEmpty(looked)) AS attention_total,
  quantileExactInclusiveForEachIf(0.5)(looked, notEmpty(looked)) AS attention_median,
  if(countIf(tall > 0) = 0, [], quantilesExactInclusiveIf(0.25, 0.5, 0.75)(tall, tall > 0)) AS heights,
  if(countIf(wide > 0) = 0, NULL, quantileExactIf(0.5)(wide, wide > 0)) AS width,
  if(countIf(seen > 0) = 0, NULL, quantileExactIf(0.5)(seen, seen > 0)) AS viewport
FROM (${viewsSql(scope, path)})`
}

export async function queryViewDepths(scope: Scope, path: string): Promise<DepthsRow | undefined> {
  const [row] = await scope.query('heatmap_depths', viewDepthsSql(scope, path), Row)
  return row
}

const Bounds = Type.Object({ low: Type.Array(Type.Number()), high: Type.Array(Type.Number()) })

/**
 * The time of looking at each band that stands at a low and at a high rank among the views that told: between the two
 * lies the median.
 *
 * @param told how many views told; ranks count from 1
 */
export function attentionBoundsSql(
  scope: Scope,
  path: string,
  told: number,
  ranks: { readonly low: number; readonly high: number },
): Sql {
  const at = (rank: number) =>
    sql`quantileExactForEachIf(${float((rank - 0.5) / told)})(looked, notEmpty(looked))`
  return sql`SELECT ${at(ranks.low)} AS low, ${at(ranks.high)} AS high
FROM (${viewsSql(scope, path)})`
}

/** The 95 % interval of the median time of looking, in ms by band; undefined where too few views told. */
export async function queryAttentionBounds(
  scope: Scope,
  path: string,
  told: number,
): Promise<Static<typeof Bounds> | undefined> {
  const ranks = quantileRanks(told, 0.5)
  if (!ranks) return undefined
  const [row] = await scope.query(
    'heatmap_attention_bounds',
    attentionBoundsSql(scope, path, told, ranks),
    Bounds,
  )
  return row
}

/** A row a view: how deep it went (-1 where it did not tell), how long it looked at each band, and its sizes. */
function viewsSql(scope: Scope, path: string): Sql {
  const size = (property: string) => boundedNumber(property, sql`1`, LONGEST_PAGE)
  return sql`
  SELECT if(view = 0, -1, max(ifNull(depth, -1))) AS deepest,
    if(view = 0, [], sumForEachIf(attention, length(attention) = 20)) AS looked,
    max(ifNull(page_height, 0)) AS tall, max(ifNull(page_width, 0)) AS wide, max(ifNull(viewport_height, 0)) AS seen
  FROM (
    SELECT person, page, view,
      multiIf(event = 'Page Left', ${boundedNumber('max_scroll', ...percent)},
        event = 'Scroll Depth Reached', ${boundedNumber('depth', ...percent)}, NULL) AS depth,
      if(event = 'Page Left', arrayMap(ms -> least(greatest(ms, 0), ${DAY_MS}), ${told('attention')}), []) AS attention,
      ${size('page_height')} AS page_height, ${size('page_width')} AS page_width, ${size('viewport_height')} AS viewport_height
    FROM (${viewedEvents(scope, path, [...clickEvents, ...scrollEvents], fields)})
    WHERE NOT is_view
  )
  GROUP BY person, page, view`
}
