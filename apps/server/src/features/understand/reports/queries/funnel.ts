import { Type } from 'typebox'
import { literal } from '../../../../platform/analytics/literal.ts'
import { integer, join, type Sql, sql } from '../../../../platform/analytics/sql.ts'
import type { FieldSource } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import type { SessionSource } from '../../../../platform/events/sessions.ts'
import {
  type BreakdownRequest,
  breakdownField,
  breakdownKey,
  DEFAULT_BREAKDOWN_LIMIT,
} from './breakdown-values.ts'
import { type FunnelPlan, tokensOf } from './funnel-tokens.ts'
import { orderedAttempts, orderedStepTime } from './ordered-attempts.ts'
import { unorderedAttempts, unorderedStepTime } from './unordered-attempts.ts'

/** A funnel's numbers for all, or for one group; one element a step. Milliseconds. */
export interface FunnelRow {
  readonly counts: readonly string[]
  readonly averages: readonly (number | null)[]
  readonly medians: readonly (number | null)[]
}

const Times = Type.Array(Type.Union([Type.Number(), Type.Null()]))
const numbers = { counts: Type.Array(Type.String()), averages: Times, medians: Times }
const Row = Type.Object(numbers)
const GroupRow = Type.Object({ ...numbers, key: Type.String() })
const TopRow = Type.Object({ key: Type.String() })
const HistogramRow = Type.Object({
  low: Type.String(),
  high: Type.String(),
  counts: Type.Array(Type.Integer()),
})

/** How far each unit came at best: `level`, and the times of that attempt. Units that an exclusion drops are left out. */
function levels(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  group?: { field: FieldSource; named: readonly string[] | undefined },
): Sql {
  const tokens = tokensOf(scope, plan)
  const { columns, scores } =
    plan.order === 'unordered' ? unorderedAttempts(plan, tokens) : orderedAttempts(plan, tokens)
  const excluding = plan.exclusions.length > 0
  const unit = plan.unit === 'session' ? sql`${scope.person}, ${sessions.session}` : scope.person
  const keys = group
    ? sql`, arraySort(groupArrayIf((${tokens.key}, ${breakdownKey(group.field, group.named)}), ${tokens.starts})) AS start_keys`
    : sql``
  return sql`SELECT ${excluding ? sql`intDiv(best_score, 2)` : sql`best_score`} AS level, chains[best] AS attempt${group ? sql`, start_keys[best].2 AS key` : sql``}
FROM (
  SELECT ${join(columns, sql`,\n    `)},
    ${scores} AS scores, arrayMax(scores) AS best_score, indexOf(scores, best_score) AS best${group ? sql`, start_keys` : sql``}
  FROM (
    SELECT arraySort(${tokens.collect}) AS tokens${keys}
    FROM ${sessions.from} ${group?.field.join ?? sql``}
    WHERE ${scope.everyEvent} AND ${scope.during} AND (${tokens.relevant})
    GROUP BY ${unit}
  )
)
WHERE notEmpty(chains)${excluding ? sql` AND best_score % 2 = 1` : sql``}`
}

/** Counts and times of each step, from the levels and times of the units. */
function stepNumbers(plan: FunnelPlan): Sql {
  const steps = plan.steps.map((_, index) => index + 1)
  const list = (piece: (step: number) => Sql) => sql`[${join(steps.map(piece), sql`, `)}]`
  const reached = (step: number) => sql`level >= ${literal(step)}`
  const took = (step: number) =>
    sql`toFloat64(${stepTime(plan, step)}) - toFloat64(${stepTime(plan, step - 1)})`
  return sql`${list((step) => sql`countIf(${reached(step)})`)} AS counts,
  ${list((step) => (step === 1 ? sql`CAST(nan, 'Float64')` : sql`avgIf(${took(step)}, ${reached(step)})`))} AS averages,
  ${list((step) => (step === 1 ? sql`CAST(nan, 'Float64')` : sql`quantileExactInclusiveIf(0.5)(${took(step)}, ${reached(step)})`))} AS medians`
}

export const funnelSql = (scope: Scope, plan: FunnelPlan, sessions: SessionSource): Sql =>
  sql`SELECT ${stepNumbers(plan)}
FROM (${levels(scope, plan, sessions)})`

/** The groups of a breakdown that began the funnel most often, and one more where there are more. */
export function funnelTopSql(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  breakdown: BreakdownRequest,
): Sql {
  const field = breakdownField(scope.projectId, breakdown)
  return sql`SELECT key
FROM (${levels(scope, plan, sessions, { field, named: undefined })})
GROUP BY key
ORDER BY count() DESC, key
LIMIT ${integer((breakdown.limit ?? DEFAULT_BREAKDOWN_LIMIT) + 1)}`
}

/** The funnel by the value that the first event of each unit's attempt has; so everyone is in one group. */
export function brokenDownFunnelSql(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  breakdown: BreakdownRequest,
  named: readonly string[] | undefined,
): Sql {
  const field = breakdownField(scope.projectId, breakdown)
  return sql`SELECT key, ${stepNumbers(plan)}
FROM (${levels(scope, plan, sessions, { field, named })})
GROUP BY key`
}

/** How long those who came through took in all: equal bins from the shortest to the longest time, both included. */
export function funnelHistogramSql(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  bins: number,
): Sql {
  const last = plan.steps.length
  return sql`SELECT arrayMin(times) AS low, arrayMax(times) AS high,
  arrayMap(bin -> arrayCount(time -> least(intDiv((time - low) * ${literal(bins)}, greatest(high - low, 1)), ${literal(bins - 1)}) = bin, times), range(${literal(bins)})) AS counts
FROM (
  SELECT groupArray(toUInt64(${stepTime(plan, last)} - ${stepTime(plan, 1)})) AS times
  FROM (${levels(scope, plan, sessions)})
  WHERE level = ${literal(last)}
)
WHERE notEmpty(times)`
}

export async function queryFunnel(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
): Promise<FunnelRow> {
  const [row] = await scope.query('report_funnel', funnelSql(scope, plan, sessions), Row)
  return row ?? { counts: [], averages: [], medians: [] }
}

/** The funnel by group, groups that began it most often first. */
export async function queryBrokenDownFunnel(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  breakdown: BreakdownRequest,
): Promise<{ key: string; row: FunnelRow }[]> {
  const top = await scope.query('report_funnel_top', funnelTopSql(scope, plan, sessions, breakdown), TopRow)
  const keys = top.map(({ key }) => key)
  const limit = breakdown.limit ?? DEFAULT_BREAKDOWN_LIMIT
  const named = keys.length > limit ? keys.slice(0, limit) : undefined
  const rows = await scope.query(
    'report_funnel_breakdown',
    brokenDownFunnelSql(scope, plan, sessions, breakdown, named),
    GroupRow,
  )
  const order = named ? [...named, 'other'] : keys
  return order.flatMap((key) => {
    const row = rows.find((candidate) => candidate.key === key)
    return row ? [{ key, row }] : []
  })
}

export interface Histogram {
  readonly low: number
  readonly high: number
  readonly counts: readonly number[]
}

export async function queryFunnelHistogram(
  scope: Scope,
  plan: FunnelPlan,
  sessions: SessionSource,
  bins: number,
): Promise<Histogram | undefined> {
  const [row] = await scope.query(
    'report_funnel_histogram',
    funnelHistogramSql(scope, plan, sessions, bins),
    HistogramRow,
  )
  return row && { low: Number(row.low), high: Number(row.high), counts: row.counts }
}

const stepTime = (plan: FunnelPlan, step: number): Sql =>
  plan.order === 'unordered'
    ? unorderedStepTime(sql`attempt`, step)
    : orderedStepTime(plan, sql`attempt`, step)
