import { Type } from 'typebox'
import { type Sql, sql } from '../../../../platform/analytics/sql.ts'

/** The 75th percentile of a group and the values at the bounds of its interval; null where there are too few. */
export const p75Row = {
  p75: Type.Union([Type.Number(), Type.Null()]),
  low: Type.Union([Type.Number(), Type.Null()]),
  high: Type.Union([Type.Number(), Type.Null()]),
}

/**
 * Columns `p75`, `low` and `high` from `sorted`, the group's values in order. The ranks are those of `quantileRanks` in
 * the statistics package; they are computed here so that no list of values leaves the store.
 */
export const p75Columns: Sql = sql`length(sorted) AS n,
  n * 0.75 AS middle,
  1.959963984540054 * sqrt(n * 0.1875) AS half,
  toInt64(floor(middle - half + 0.5)) AS low_rank,
  toInt64(ceil(middle + half + 0.5)) AS high_rank,
  low_rank >= 1 AND high_rank <= n AS enough,
  (n - 1) * 0.75 AS place,
  toUInt64(floor(place)) + 1 AS below,
  if(enough, sorted[below] + (place - floor(place)) * (sorted[least(below + 1, n)] - sorted[below]), NULL) AS p75,
  if(enough, sorted[low_rank], NULL) AS low,
  if(enough, sorted[high_rank], NULL) AS high`
