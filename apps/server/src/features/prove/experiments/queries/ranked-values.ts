import { type Static, Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { float, floats, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import { armOf, phaseOf } from './unit-cell.ts'
import type { UnitRows } from './unit-rows.ts'

/** A metric that is asked for the value at a level. */
export interface RankedMetric {
  /** Its place in the order of metrics. */
  readonly index: number
  /** Between 0 and 1. */
  readonly level: number
  /** A cap: of the units of all arms together that have any of it; else of each arm and phase for itself. */
  readonly isCap: boolean
}

const NumberOrNull = Type.Union([Type.Number(), Type.Null()])

export const rankedRow = Type.Object({
  ranked: Type.Integer(),
  arm: Type.Integer(),
  phase: Type.Integer(),
  n: Type.Integer(),
  value: NumberOrNull,
  lower: NumberOrNull,
  upper: NumberOrNull,
})
export type QuantileRow = Omit<Static<typeof rankedRow>, 'ranked'>

/** The 97.5th percentile of the normal distribution. */
const Z_95 = 1.959963984540054

/**
 * Values at their levels, all in one pass: of each that is asked for by its place, arm and phase (0 where all count together), and the
 * values at the two levels p ± 1.96 √(p(1 − p)/n) between which it lies with 95 %; null where there are too few units for
 * them.
 */
export function rankedSql(
  asked: readonly RankedMetric[],
  { from, values }: Pick<UnitRows, 'from' | 'values'>,
): Sql {
  const lists = asked.flatMap(({ index, isCap }) => {
    const value = values[index]
    if (!value) return []
    const { y, counts = sql`1` } = value
    return [sql`groupArrayIf(toFloat64(${y}), ${isCap ? sql`${y} > 0` : counts})`]
  })
  const isCap = sql`${floats(asked.map((one) => Number(one.isCap)))}[ranked + 1] = 1`
  const half = sql`${float(Z_95)} * sqrt(p * (1 - p) / n)`
  return sql`SELECT ranked, arm, phase, n, ${valueAt(sql`p`)} AS value, ${valueAt(sql`p - ${half}`)} AS lower, ${valueAt(sql`p + ${half}`)} AS upper
FROM (
  SELECT toInt32(position) AS ranked, if(${isCap}, 0, ${armOf(sql`cell`)}) AS arm, if(${isCap}, 0, ${phaseOf(sql`cell`)}) AS phase,
    ${floats(asked.map(({ level }) => level))}[ranked + 1] AS p, arraySort(arrayFlatten(groupArray(list))) AS sorted, toUInt32(length(sorted)) AS n
  FROM (
    SELECT cell, [${join(lists, sql`, `)}] AS lists
    FROM ${from}
    WHERE ${armOf(sql`cell`)} > 0
    GROUP BY cell
  )
  ARRAY JOIN lists AS list, range(${literal(asked.length)}) AS position
  GROUP BY ranked, arm, phase
  HAVING n > 0
)
ORDER BY ranked, phase, arm`
}

/** Between two sorted values where the level falls between them, as the inclusive definition has it. */
function valueAt(level: Sql): Sql {
  const place = sql`((n - 1) * (${level}))`
  const low = sql`sorted[toUInt32(floor${place}) + 1]`
  const high = sql`sorted[least(toUInt32(floor${place}) + 2, n)]`
  return sql`if(${level} > 0 AND ${level} < 1, ${low} + (${place} - floor${place}) * (${high} - ${low}), NULL)`
}
