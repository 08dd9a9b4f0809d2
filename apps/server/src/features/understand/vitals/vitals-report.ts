import {
  type MeasuredVital,
  type VitalBlame,
  type VitalMetric,
  type VitalRate,
  type VitalsRequest,
  type VitalsResponse,
  vitalBands,
  vitalMetrics,
} from '@throughline/contract/vitals'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { type Buckets, bucketsOf } from '../../../platform/calendar.ts'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { metricOf } from './queries/measured-views.ts'
import { type BlameRow, groupOf, queryVitals, type VitalRow } from './queries/vitals.ts'

const DEFAULT_GROUPS = 25
/** Of each metric and kind. */
const MOST_BLAMED = 10
const WHOLE = -1

/**
 * The web vitals of a period at the 75th percentile: in all, over time, by group, and what slow views are put down to. A
 * page view counts once a metric, with the last value that it sent.
 *
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportVitals(
  deps: ReportDependencies,
  projectId: string,
  request: VitalsRequest,
): Promise<VitalsResponse> {
  const scope = await openScope(deps, projectId, request, [])
  const { page, by, interval, weekStartsOn = 'monday' } = request
  const buckets = bucketsOf(scope.range, { zone: scope.zone, interval, weekStartsOn })
  const { course, groups, blame } = await queryVitals(scope, {
    page,
    buckets,
    groups: by && { by, limit: request.limit ?? DEFAULT_GROUPS },
    blamed: MOST_BLAMED,
  })
  const whole = course.filter(({ bucket }) => bucket === WHOLE)
  const metrics = measuredOf(whole)
  return {
    views: viewsOf(whole),
    metrics,
    buckets: [...buckets.labels],
    course: vitalMetrics.map((metric) => courseOf(metric, course, buckets)),
    ...(by && {
      groups: groups.map(({ key, rows: own }) => ({
        ...groupOf(key),
        views: viewsOf(own),
        metrics: measuredOf(own),
      })),
    }),
    blame: blame.map((row) => blameOf(row, metrics)),
  }
}

const viewsOf = (rows: readonly VitalRow[]): number => Math.max(0, ...rows.map(({ views }) => views))

const rowOf = <Row extends VitalRow>(metric: VitalMetric, rows: readonly Row[]): Row | undefined =>
  rows.find((row) => metricOf(row.metric) === metric)

/** Every metric, those that nobody measured too. */
const measuredOf = (rows: readonly VitalRow[]): MeasuredVital[] =>
  vitalMetrics.map((metric) => {
    const row = rowOf(metric, rows)
    return { metric, views: row?.views ?? 0, p75: p75Of(row), bands: row ? bandsOf(row) : [] }
  })

function bandsOf({ views, good, poor }: VitalRow): MeasuredVital['bands'] {
  const counts = { good, 'needs-improvement': views - good - poor, poor }
  return vitalBands.flatMap((band) => {
    const rate = rateOf(counts[band], views)
    return rate ? [{ band, ...rate }] : []
  })
}

function courseOf(
  metric: VitalMetric,
  rows: readonly (VitalRow & { readonly bucket: number })[],
  buckets: Buckets,
): VitalsResponse['course'][number] {
  const own = rows.filter((row) => metricOf(row.metric) === metric)
  const byBucket = new Map(own.map((row) => [row.bucket, row]))
  return {
    metric,
    views: buckets.labels.map((_, bucket) => byBucket.get(bucket)?.views ?? 0),
    p75: buckets.labels.map((_, bucket) => p75Of(byBucket.get(bucket))),
  }
}

function blameOf(row: BlameRow, metrics: readonly MeasuredVital[]): VitalBlame {
  const metric = metricOf(row.metric)
  const measured = metrics.find((one) => one.metric === metric)
  const good = measured?.bands.find(({ band }) => band === 'good')?.count ?? 0
  const { kind, name, page, pages, views } = row
  const slow = rateOf(views - row.good, (measured?.views ?? 0) - good)
  if (!slow) throw new RangeError(`${name} is to blame, but no view was slow.`)
  return { metric, kind, name, page, pages, views, slow, p75: p75Of(row) }
}

function p75Of(row: Pick<VitalRow, 'p75' | 'low' | 'high'> | undefined): MeasuredVital['p75'] {
  if (!row || row.p75 === null || row.low === null || row.high === null) return null
  return { estimate: row.p75, low: row.low, high: row.high }
}

/** A share with its interval; null of nothing. */
export function rateOf(count: number, of: number): VitalRate | null {
  const share = wilsonInterval(count, of)
  return share && { count, of, ...share }
}
