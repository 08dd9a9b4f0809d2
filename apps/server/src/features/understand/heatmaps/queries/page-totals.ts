import { type Static, Type } from 'typebox'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'
import { clickEvents, eventsOfPages, scrollEvents } from './viewed-events.ts'

const Totals = Type.Object({
  views: Type.Integer(),
  people: Type.Integer(),
  pages: Type.Integer(),
  element_clicked: Type.Integer(),
  rage_clicked: Type.Integer(),
  dead_clicked: Type.Integer(),
})

export type TotalsRow = Static<typeof Totals>

/** How often the pages were seen, by whom, and how many signals they got. */
export const pageTotalsSql = (scope: Scope, path: string): Sql =>
  sql`SELECT toUInt32(countIf(is_view)) AS views, toUInt32(uniqExact(person)) AS people, toUInt32(uniqExact(page)) AS pages,
  toUInt32(countIf(event = 'Element Clicked' AND NOT is_view)) AS element_clicked,
  toUInt32(countIf(event = 'Rage Clicked' AND NOT is_view)) AS rage_clicked,
  toUInt32(countIf(event = 'Dead Clicked' AND NOT is_view)) AS dead_clicked
FROM (${eventsOfPages(scope, path, [...clickEvents, ...scrollEvents])})`

export async function queryPageTotals(scope: Scope, path: string): Promise<TotalsRow> {
  const [row] = await scope.query('heatmap_totals', pageTotalsSql(scope, path), Totals)
  return row ?? { views: 0, people: 0, pages: 0, element_clicked: 0, rage_clicked: 0, dead_clicked: 0 }
}

const Device = Type.Object({ device: Type.String(), views: Type.Integer() })

export type DeviceRow = Static<typeof Device>

/** Page views by device type, most first. */
export const devicesSql = (scope: Scope, path: string): Sql =>
  sql`SELECT device_type AS device, toUInt32(count()) AS views
FROM events
WHERE ${scope.everyEvent} AND ${scope.during} AND type = 'page' AND ${onPage(sql`path`, path)}
GROUP BY device
ORDER BY views DESC, device
LIMIT 20`

export const queryDevices = (scope: Scope, path: string): Promise<DeviceRow[]> =>
  scope.query('heatmap_devices', devicesSql(scope, path), Device)
