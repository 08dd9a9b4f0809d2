import type { ExperimentUnit } from '@throughline/contract/experiments'
import { type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import type { IsoRange } from '../../../../platform/range.ts'
import { EXPOSURE_EVENT } from './exposed-units.ts'
import { isOf, ofSlice, type UnitSlice, unitKey } from './unit-slice.ts'

/** Whom an experiment would have met, had there been one. */
export interface HistoryUnits {
  readonly projectId: string
  readonly unit: ExperimentUnit
  readonly range: IsoRange
  /** An event that stands for being exposed. */
  readonly seen: Sql
}

/** A row for each unit of the history as exposed units have it, all of one arm; `exposed` is its first event that stands for that. */
export function historyUnitsSql({ projectId, unit, range, seen }: HistoryUnits, slice: UnitSlice): Sql {
  const { key, present } = unitKey(unit)
  return sql`SELECT unit, min(seen_at) AS exposed, toUInt64(1) AS cell
  FROM (
    SELECT ${key} AS unit, toUnixTimestamp64Milli(ts) AS seen_at FROM events
    WHERE ${ofSlice(projectId, slice, unit)} AND ${present} AND ${isOf(slice, unit, sql`unit`)}
      AND ${within(sql`ts`, range)} AND device_type != 'bot' AND event != ${text(EXPOSURE_EVENT)} AND (${seen})
  )
  GROUP BY unit`
}
