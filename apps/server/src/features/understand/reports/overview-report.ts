import type { Figures, getOverview } from '@throughline/contract/overview'
import type { RouteQuery, RouteResponse } from '@throughline/contract/route'
import { wilsonInterval } from '@throughline/statistics/wilson-interval'
import { type Buckets, bucketsOf, type Calendar, previousRange } from '../../../platform/calendar.ts'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import type { IsoRange } from '../../../platform/range.ts'
import {
  type CutPeriod,
  type OrdersRow,
  queryOrders,
  queryVisits,
  type VisitsRow,
} from './queries/overview.ts'

/**
 * Health at a glance: people, sessions, orders, revenue and conversion of a period and of the one before.
 *
 * @param currency of an order that names none; ISO 4217
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportOverview(
  deps: ReportDependencies,
  projectId: string,
  currency: string,
  request: RouteQuery<typeof getOverview>,
): Promise<RouteResponse<typeof getOverview>> {
  const scope = await openScope(deps, projectId, request, [])
  const calendar: Calendar = { zone: scope.zone, interval: request.interval, weekStartsOn: 'monday' }
  const cut = (range: IsoRange): CutPeriod => ({ range, buckets: bucketsOf(range, calendar) })
  const periods = { now: cut(scope.range), before: cut(previousRange(scope.range, calendar)) }
  const [visits, visitsBefore, orders] = await Promise.all([
    queryVisits(scope, periods.now.buckets),
    queryVisits(scope.over(periods.before.range), periods.before.buckets),
    queryOrders(scope, periods, currency),
  ])
  const placed = (isNow: 0 | 1) => orders.filter(({ is_now }) => is_now === isNow)
  const now = period(periods.now, visits, placed(1))
  const before = period(periods.before, visitsBefore, placed(0))
  // Both courses in one currency: the one that is largest now.
  const shown = now.figures.revenue[0]?.currency ?? before.figures.revenue[0]?.currency ?? currency
  return {
    figures: now.figures,
    previous: before.figures,
    buckets: [...now.buckets.labels],
    course: courseOf(now, shown),
    previousCourse: courseOf(before, shown),
  }
}

interface Period {
  readonly buckets: Buckets
  readonly visits: readonly VisitsRow[]
  readonly orders: readonly OrdersRow[]
  readonly figures: Figures
}

const WHOLE = -1
const ALL_CURRENCIES = ''

const period = (
  { buckets }: CutPeriod,
  visits: readonly VisitsRow[],
  orders: readonly OrdersRow[],
): Period => ({ buckets, visits, orders, figures: figuresOf(visits, orders) })

function figuresOf(visits: readonly VisitsRow[], orders: readonly OrdersRow[]): Figures {
  const visited = visits.find(({ bucket }) => bucket === WHOLE)
  const whole = orders.filter(({ bucket }) => bucket === WHOLE)
  const ordered = whole.find(({ currency }) => currency === ALL_CURRENCIES)
  const people = visited?.people ?? 0
  const buyers = ordered?.buyers ?? 0
  return {
    people,
    sessions: visited?.sessions ?? 0,
    orders: ordered?.orders ?? 0,
    buyers,
    revenue: whole
      .filter(({ currency }) => currency !== ALL_CURRENCIES)
      .map(({ currency, total }) => ({ currency, total }))
      .sort((a, b) => Number(b.total) - Number(a.total)),
    // An order updated in this period may have been placed by somebody who was not seen in it otherwise.
    conversion: wilsonInterval(Math.min(buyers, people), people),
  }
}

function courseOf({ buckets, visits, orders }: Period, currency: string) {
  const visitsBy = new Map(visits.map((row) => [row.bucket, row]))
  const ordersBy = new Map(orders.map((row) => [`${row.bucket} ${row.currency}`, row]))
  const each = <T>(value: (bucket: number) => T): T[] => buckets.labels.map((_, bucket) => value(bucket))
  return {
    people: each((bucket) => visitsBy.get(bucket)?.people ?? 0),
    sessions: each((bucket) => visitsBy.get(bucket)?.sessions ?? 0),
    orders: each((bucket) => ordersBy.get(`${bucket} ${ALL_CURRENCIES}`)?.orders ?? 0),
    buyers: each((bucket) => ordersBy.get(`${bucket} ${ALL_CURRENCIES}`)?.buyers ?? 0),
    revenue: each((bucket) => Number(ordersBy.get(`${bucket} ${currency}`)?.total ?? 0)),
  }
}
