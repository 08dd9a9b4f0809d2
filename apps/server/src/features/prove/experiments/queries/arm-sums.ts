import { type Static, Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { float, join, type Sql, sql, text, texts } from '../../../../platform/analytics/sql.ts'
import { DEFAULT_HORIZON_DAYS, type MeasuredMetric } from '../metric.ts'
import { armOf, fieldOf, phaseOf, unitFields } from './unit-cell.ts'
import type { UnitRows } from './unit-rows.ts'
import { capped, type UnitValue } from './unit-values.ts'

/** What is summed up. */
export interface SumsQuestion {
  readonly metrics: readonly MeasuredMetric[]
  /** The most that a unit counts, by metric id. */
  readonly caps: ReadonlyMap<string, number>
  /** Whether units are also told apart by their fields. */
  readonly fields: boolean
  /** Days of exposure that are counted: local dates from the first on. */
  readonly days: { readonly zone: string; readonly first: string; readonly count: number }
}

/** The metric's numbers as the query sums them up, in this order. */
const sumNames = [
  'n',
  'y',
  'yy',
  'yyy',
  'x',
  'xx',
  'xxx',
  'xy',
  'xyy',
  'xxy',
  'b',
  'bb',
  'yb',
  'xb',
  'capped',
] as const
type SumName = (typeof sumNames)[number]

/** Sums of one metric over some units; `y` is its number, `x` the same before exposure, `b` what stands below in a ratio. */
export type MetricSums = Readonly<Record<SumName, number>>

export const noSums: MetricSums = {
  n: 0,
  y: 0,
  yy: 0,
  yyy: 0,
  x: 0,
  xx: 0,
  xxx: 0,
  xy: 0,
  xyy: 0,
  xxy: 0,
  b: 0,
  bb: 0,
  yb: 0,
  xb: 0,
  capped: 0,
}

const Numbers = Type.Array(Type.Union([Type.Number(), Type.Null()]))

export const armSumsRow = Type.Object({
  arm: Type.Integer(),
  phase: Type.Integer(),
  field: Type.String(),
  value: Type.String(),
  units: Type.Integer(),
  foreign: Type.Integer(),
  sums: Numbers,
  most: Numbers,
  days: Type.Array(Numbers),
  courses: Type.Array(Numbers),
})

export type ArmSumsRow = Static<typeof armSumsRow>

/**
 * What each arm's units add up to: by phase for all units (`field` is empty), and where asked also by each field's values.
 */
export function armSumsSql(question: SumsQuestion, { from, values }: Pick<UnitRows, 'from' | 'values'>): Sql {
  const fields = question.fields ? [...unitFields] : []
  const { zone, first, count } = question.days
  const day = sql`toUInt32(greatest(0, toInt32(toDate32(fromUnixTimestamp64Milli(exposed), ${text(zone)})) - toInt32(toDate32(${text(first)}))))`
  const byDay = (of: Sql) => sql`sumResample(0, ${literal(count)}, 1)(toFloat64(${of}), day)`
  const named = values.map((value, index) => namedValue(value, { index, cap: capOf(question, index) }))
  const days = [sql`1`, ...(named[0] ? dayParts(named[0]) : [])]
  const courses = named.flatMap(({ code }, index) => {
    const horizon = question.metrics[index]?.definition.horizonDays ?? DEFAULT_HORIZON_DAYS
    return code
      ? [sql`arrayMap(one -> toFloat64(one), countResample(0, ${literal(2 * horizon + 1)}, 1)(${code}))`]
      : []
  })
  const sums = named.flatMap((value, index) => sumsOf(value, isShare(question.metrics[index]?.definition)))
  const numbers = (list: readonly Sql[]): Sql => sql`[${join(list, sql`,\n      `)}]`
  // Each number gets a name before it is summed up, so that the sums can be read.
  const units = sql`SELECT cell, foreign_orders, ${day} AS day${join(
    named.flatMap(({ columns }) => columns.map((column) => sql`,\n      ${column}`)),
    sql``,
  )}
    FROM ${from}`
  const cell = sql`cell`
  return sql`SELECT ${armOf(cell)} AS arm, ${phaseOf(cell)} AS phase, field, value, toUInt32(sum(units)) AS units, toUInt32(sum(foreign_orders)) AS foreign,
  sumForEach(sums) AS sums, maxForEach(most) AS most, [${join(
    days.map((_, index) => sql`sumForEach(day_${literal(index)})`),
    sql`, `,
  )}] AS days, CAST([${join(
    courses.map((_, index) => sql`sumForEach(course_${literal(index)})`),
    sql`, `,
  )}], 'Array(Array(Float64))') AS courses
FROM (
  SELECT cell, count() AS units, sum(foreign_orders) AS foreign_orders,
    ${numbers(sums)} AS sums,
    [${join(
      named.map(({ y }) => sql`max(${y})`),
      sql`, `,
    )}] AS most${list('day', days.map(byDay))}${list('course', courses)}
  FROM (${units})
  GROUP BY cell
)
ARRAY JOIN ${texts(['', ...fields])} AS field, [${join(
    [sql`''`, ...fields.map((field) => sql`${fieldOf(field, cell)}`)],
    sql`, `,
  )}] AS value
GROUP BY arm, phase, field, value
ORDER BY field, value, phase, arm`
}

/** Whether all numbers of a metric are 0 or 1. */
const isShare = (definition: MeasuredMetric['definition'] | undefined): boolean =>
  definition !== undefined && ['proportion', 'retention', 'funnel'].includes(definition.kind)

const capOf = ({ metrics, caps }: SumsQuestion, index: number): number | undefined =>
  caps.get(metrics[index]?.id ?? '')

/** The columns of a metric's numbers, and their names. */
interface NamedValue extends UnitValue {
  readonly columns: readonly Sql[]
  /** Whether its number is more than counts. */
  readonly over?: Sql
}

function namedValue(
  { counts, y, x, below, code }: UnitValue,
  { index, cap }: { readonly index: number; readonly cap: number | undefined },
): NamedValue {
  const columns: Sql[] = []
  const name = (letter: Sql, value: Sql): Sql => {
    const column = sql`${letter}${literal(index)}`
    columns.push(sql`${value} AS ${column}`)
    return column
  }
  return {
    columns,
    y: name(sql`y`, sql`toFloat64(${capped(y, cap)})`),
    ...(x && { x: name(sql`x`, sql`toFloat64(${capped(x, cap)})`) }),
    ...(below && { below: name(sql`b`, sql`toFloat64(${below})`) }),
    ...(counts && { counts: name(sql`counts`, sql`(${counts})`) }),
    ...(code && { code: name(sql`code`, code) }),
    ...(cap !== undefined && { over: name(sql`over`, sql`${y} > ${float(cap)}`) }),
  }
}

/** The sums of one metric, in the order of their names. What is 0 or 1 is its own square, and is added up once. */
function sumsOf({ counts, y, x, below, over }: NamedValue, share: boolean): Sql[] {
  const of = (...factors: readonly (Sql | undefined)[]): Sql => {
    const known = factors.filter((factor) => factor !== undefined)
    if (known.length < factors.length) return sql`0.`
    const product = join(share ? [...new Set(known)] : known, sql` * `)
    return counts ? sql`sumIf(${product}, ${counts})` : sql`sum(${product})`
  }
  return [
    counts ? sql`toFloat64(countIf(${counts}))` : sql`toFloat64(count())`,
    of(y),
    of(y, y),
    of(y, y, y),
    of(x),
    of(x, x),
    of(x, x, x),
    of(x, y),
    of(x, y, y),
    of(x, x, y),
    of(below),
    of(below, below),
    of(y, below),
    of(x, below),
    over ? sql`toFloat64(countIf(${counts ? sql`${counts} AND ${over}` : over}))` : sql`0.`,
  ]
}

const list = (name: 'day' | 'course', parts: readonly Sql[]): Sql =>
  join(
    parts.map(
      (part, index) => sql`,\n    ${part} AS ${name === 'day' ? sql`day` : sql`course`}_${literal(index)}`,
    ),
    sql``,
  )

/** Count, sum and squares of the first metric by day of exposure. */
function dayParts({ counts = sql`1`, y, below }: NamedValue): Sql[] {
  if (below) return []
  return [counts, sql`if(${counts}, ${y}, 0)`, sql`if(${counts}, ${y} * ${y}, 0)`]
}

/** The named sums of the metric at an index. */
export function sumsAt(row: Pick<ArmSumsRow, 'sums'>, index: number): MetricSums {
  const from = index * sumNames.length
  return Object.fromEntries(sumNames.map((name, at) => [name, row.sums[from + at] ?? Number.NaN])) as Record<
    SumName,
    number
  >
}
