import { type HeatmapPage, listHeatmapPages } from '@throughline/contract/heatmaps'
import { integer, type Sql, sql, text } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { clickEvents, pageEvents } from './viewed-events.ts'

const Row = listHeatmapPages.response.properties.pages.items

/** So many pages that differ in their last part alone are offered as one pattern. */
const SIBLINGS = 3

/** Pages, and patterns of siblings, most clicks first. */
export function heatmapPagesSql(scope: Scope, search: string, limit: number): Sql {
  return sql`SELECT place.1 AS path, toUInt32(uniqExact(page)) AS pages, toUInt32(countIf(is_view)) AS views,
  toUInt32(countIf(event = 'Element Clicked' AND NOT is_view)) AS element_clicked,
  toUInt32(countIf(event = 'Rage Clicked' AND NOT is_view)) AS rage_clicked,
  toUInt32(countIf(event = 'Dead Clicked' AND NOT is_view)) AS dead_clicked
FROM (
  SELECT page, is_view, event, arrayJoin(if(match(page, '^/.+/[^/]+$'),
    [(page, 0), (replaceRegexpOne(page, '[^/]+$', '*'), 1)], [(page, 0)])) AS place
  FROM (${pageEvents(scope, clickEvents)})
  WHERE page != ''
)
WHERE positionCaseInsensitiveUTF8(place.1, ${text(search)}) > 0
GROUP BY place
HAVING place.2 = 0 OR pages >= ${integer(SIBLINGS)}
ORDER BY element_clicked DESC, views DESC, path
LIMIT ${integer(limit)}`
}

export const queryHeatmapPages = (scope: Scope, search: string, limit: number): Promise<HeatmapPage[]> =>
  scope.query('heatmap_pages', heatmapPagesSql(scope, search, limit), Row)
