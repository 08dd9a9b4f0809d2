import type { MetricEvent } from '@throughline/contract/experiment-metrics'
import type { Filter } from '@throughline/contract/filter'
import { Type } from 'typebox'
import type { Analytics } from '../../../platform/analytics/analytics.ts'
import { type Sql, sql, text, within } from '../../../platform/analytics/sql.ts'
import { openScope, type SegmentDirectory } from '../../../platform/events/event-scope.ts'
import { DEFAULT_QUANTILE, type MeasuredMetric } from './metric.ts'
import { type ArmSumsRow, armSumsRow, armSumsSql } from './queries/arm-sums.ts'
import { EXPOSURE_EVENT, type Exposure, exposedUnitsSql } from './queries/exposed-units.ts'
import { historyUnitsSql } from './queries/history-units.ts'
import { type QuantileRow, type RankedMetric, rankedRow, rankedSql } from './queries/ranked-values.ts'
import type { UnitsQuestion } from './queries/unit-rows.ts'
import { slicesOf, unitKey } from './queries/unit-slice.ts'
import { PAST_MS } from './queries/unit-values.ts'
import { withUnitRows } from './unit-rows-store.ts'

/** Units whose rows one statement makes: as many as it can without writing to disk in between. Planning it takes 0.1 s. */
const UNITS_A_SLICE = 260_000

/** What is asked of the log about an experiment, or of the time before there is one. */
export interface LogQuestion extends Exposure {
  /** ISO 4217: of the money that counts. */
  readonly currency: string
  /** IANA; of the days. */
  readonly zone: string
  /** Local dates on which units may have been exposed, from the first on. */
  readonly days: readonly string[]
  /** The primary first. */
  readonly metrics: readonly MeasuredMetric[]
  /** Whether units are also told apart by device, country, visitor and channel. */
  readonly fields: boolean
  /** Where nobody is exposed yet: which events stand for it. All units are then of one arm. */
  readonly seen?: { readonly event: MetricEvent; readonly audience: readonly Filter[] }
}

/** What the log answers: sums, never people. */
export interface LogAnswer {
  readonly rows: readonly ArmSumsRow[]
  /** By id of the metric. */
  readonly quantiles: ReadonlyMap<string, readonly QuantileRow[]>
  readonly caps: ReadonlyMap<string, number>
}

export type AskLog = (question: LogQuestion) => Promise<LogAnswer>

export interface ExperimentQueriesDependencies {
  readonly analytics: Analytics
  readonly segments: SegmentDirectory
  /** Units that one query makes at a time; for tests. */
  readonly unitsASlice?: number
}

const Units = Type.Object({ units: Type.String() })

/** @throws AppError `invalid` for a filter that makes no sense, `not_found` for a segment nobody made */
export async function askLog(deps: ExperimentQueriesDependencies, question: LogQuestion): Promise<LogAnswer> {
  const { projectId, unit, range, metrics, seen } = question
  const choices = [
    ...metrics.flatMap(({ definition }) => choicesOf(definition)),
    ...(seen ? [{ ...seen.event, where: [...(seen.event.where ?? []), ...seen.audience] }] : []),
  ]
  const past = { from: new Date(Date.parse(range.from) - PAST_MS).toISOString(), to: range.to }
  const scope = await openScope(
    deps,
    projectId,
    past,
    choices.map((choice) => ({ choice, place: 'metric' })),
  )
  const query = <S extends Parameters<Analytics['query']>[1]>(name: string, text: Sql, row: S) =>
    deps.analytics.query(text, row, { name, project: projectId })

  const seenSql = seen && scope.matches(choices.at(-1) as MetricEvent, 'seen')
  const { present } = unitKey(unit)
  const exposures = sql`event = ${text(EXPOSURE_EVENT)} AND exposed_experiment = ${text(question.experiment)}`
  const [count] = await query(
    'experiment_units',
    sql`SELECT uniqCombined(12)(person_key) AS units FROM events
        WHERE project_id = ${text(projectId)} AND ${within(sql`ts`, range)} AND ${seenSql ? sql`(${seenSql}) AND ${present}` : exposures}`,
    Units,
  )
  const asked: UnitsQuestion = {
    projectId,
    unit,
    currency: question.currency,
    range: past,
    matches: (choice) => scope.matches(choice, 'metric'),
    metrics,
    end: Date.parse(range.to),
    units: (slice) =>
      seenSql
        ? historyUnitsSql({ projectId, unit, range, seen: seenSql }, slice)
        : exposedUnitsSql(question, slice, question.fields),
  }
  const slices = slicesOf(Number(count?.units ?? 0), deps.unitsASlice ?? UNITS_A_SLICE)
  return withUnitRows(deps.analytics, asked, slices, async (units) => {
    const ranked = metrics.flatMap(rankedOf)
    const values =
      ranked.length > 0 ? await query('experiment_ranked', rankedSql(ranked, units), rankedRow) : []
    const valuesOf = (isCap: boolean) =>
      ranked.flatMap((one, place) =>
        one.isCap === isCap
          ? [{ id: metrics[one.index]?.id ?? '', rows: values.filter((row) => row.ranked === place) }]
          : [],
      )
    const caps = new Map([
      ...metrics.flatMap(({ id, definition: { cap } }) =>
        cap?.kind === 'value' ? [[id, cap.at] as const] : [],
      ),
      ...valuesOf(true).flatMap(({ id, rows: [row] }) =>
        typeof row?.value === 'number' ? [[id, row.value] as const] : [],
      ),
    ])
    const days = {
      zone: question.zone,
      first: question.days[0] ?? range.from.slice(0, 10),
      count: question.days.length,
    }
    const sums = armSumsSql({ metrics, caps, fields: question.fields, days }, units)
    return {
      rows: await query('experiment_sums', sums, armSumsRow),
      quantiles: new Map(valuesOf(false).map(({ id, rows }) => [id, rows])),
      caps,
    }
  })
}

/** What of a metric is a value at a level. */
function rankedOf({ definition }: MeasuredMetric, index: number): RankedMetric[] {
  const { kind, cap, quantile = DEFAULT_QUANTILE } = definition
  if (cap?.kind === 'percentile') return [{ index, level: cap.at / 100, isCap: true }]
  return kind === 'quantile' ? [{ index, level: quantile, isCap: false }] : []
}

/** Every event that a metric names. */
export function choicesOf({
  event = 'Order Completed',
  where,
  numerator,
  denominator,
  steps,
}: MeasuredMetric['definition']): MetricEvent[] {
  return [
    { event, ...(where && { where }) },
    ...(numerator ? [numerator] : []),
    ...(denominator ? [denominator] : []),
    ...(steps ?? []),
  ]
}
