import type { TrendRequest, TrendResponse } from '@throughline/contract/reports'
import { AppError } from '../../../platform/app-error.ts'
import { type Buckets, bucketsOf, type Calendar, previousRange } from '../../../platform/calendar.ts'
import { openScope, type ReportDependencies, type Scope } from '../../../platform/events/event-scope.ts'
import { type Formula, parseFormula } from './formula.ts'
import { queryBrokenDownTrend, queryTrend, type TrendRow } from './queries/trend.ts'
import { shapeBreakdown, shapeFormula, shapeSeries } from './trend-shape.ts'

/** Measures that are about a property's numbers. */
const needProperty = new Set(['sum', 'average', 'p50', 'p75', 'p90', 'p95', 'p99'])

/**
 * Measures over time. A total is the measure over the whole range: people are counted once however many buckets they are
 * in, an average is over all events, and a formula's total is the formula of the totals.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportTrend(
  deps: ReportDependencies,
  projectId: string,
  request: TrendRequest,
): Promise<TrendResponse> {
  checkProperties(request)
  const formula =
    request.formula === undefined ? undefined : parseFormula(request.formula, request.series.length)
  const scope = await openScope(
    deps,
    projectId,
    request,
    request.series.map((choice, index) => ({ choice, place: placeOf(index) })),
  )
  const calendar: Calendar = {
    zone: scope.zone,
    interval: request.interval,
    weekStartsOn: request.weekStartsOn ?? 'monday',
  }
  const answer: TrendResponse = await measured(scope, request, bucketsOf(scope.range, calendar), formula)
  if (request.compare === 'previous') {
    const before = previousRange(scope.range, calendar)
    answer.previous = await measured(scope.over(before), request, bucketsOf(before, calendar), formula)
  }
  return answer
}

const placeOf = (index: number): string => `series[${index}]`

function checkProperties({ series }: TrendRequest): void {
  series.forEach(({ measure, property }, index) => {
    const field = `${placeOf(index)}.property`
    if (needProperty.has(measure) && property === undefined)
      throw new AppError('invalid', `${field}: is missing; ${measure} is measured on a property.`, { field })
    if (property === 'segment')
      throw new AppError('invalid', `${field}: a segment has no number to measure.`, { field })
  })
}

type Measured = Omit<TrendResponse, 'previous'>

async function measured(
  scope: Scope,
  request: TrendRequest,
  buckets: Buckets,
  formula: Formula | undefined,
): Promise<Measured> {
  const rows = await rowsOfSeries(scope, request.series, buckets)
  const series: Measured['series'] = []
  for (const [index, one] of request.series.entries()) {
    const shaped = shapeSeries(one, rows[index] ?? [], buckets)
    if (!request.breakdown) series.push(shaped)
    else {
      const groups = await queryBrokenDownTrend(scope, one, placeOf(index), buckets, request.breakdown)
      series.push({ ...shaped, breakdown: shapeBreakdown(one, groups, buckets) })
    }
  }
  return {
    buckets: [...buckets.labels],
    series,
    ...(formula && { formula: shapeFormula(formula, series, buckets) }),
  }
}

/** The rows of each series. Series of one event with the same conditions are read together. */
async function rowsOfSeries(
  scope: Scope,
  series: TrendRequest['series'],
  buckets: Buckets,
): Promise<readonly (readonly TrendRow[])[]> {
  const indexed = series.map((one, index) => ({ one, index }))
  const groups = Map.groupBy(indexed, ({ one }) => JSON.stringify([one.event, one.where ?? []]))
  const rows: (readonly TrendRow[])[] = []
  for (const [first, ...others] of groups.values()) {
    if (!first) continue
    const together = [first, ...others]
    const answers = await queryTrend(
      scope,
      [first.one, ...others.map(({ one }) => one)],
      placeOf(first.index),
      buckets,
    )
    for (const [position, answer] of answers.entries()) rows[together[position]?.index ?? 0] = answer
  }
  return rows
}
