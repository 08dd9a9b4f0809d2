import { type VitalMetric, vitalBands, vitalMetrics } from '@throughline/contract/vitals'
import { type Static, Type } from 'typebox'
import { join, type Sql, sql, text, within } from '../../../../platform/analytics/sql.ts'
import { ofEvent } from '../../../../platform/events/event-fields.ts'
import type { Scope } from '../../../../platform/events/event-scope.ts'
import { ordersSql } from '../../../../platform/events/orders.ts'
import { onPage } from '../../../../platform/events/page-pattern.ts'
import type { SessionSource } from '../../../../platform/events/sessions.ts'
import { isGood, isMeasured, isPoor, metricOf, said, VITAL_EVENT, vital } from './measured-views.ts'

const Row = Type.Object({
  metric: Type.Integer(),
  band: Type.Integer(),
  sessions: Type.Integer(),
  bounced: Type.Integer(),
  converted: Type.Integer(),
  ordered: Type.Integer(),
  money: Type.Number(),
  deviation: Type.Union([Type.Number(), Type.Null()]),
})

const CurrencyRow = Type.Object({ currency: Type.String() })

/** Only sessions with one are counted. */
export const isPageView: Sql = sql`type IN ('page', 'screen')`

export type CostRow = Static<typeof Row>

export interface CostPlan {
  /** Only sessions that began on such a page. */
  readonly page: string | undefined
  readonly conversion: string
  /** ISO 4217: of the money that is counted, and of an order that names none. */
  readonly currency: string
  readonly ownCurrency: string
}

/**
 * Sessions by how fast their first page was, metric by metric: metric 0 is all sessions, band 0 those whose first page
 * did not measure it. The first page is that of the session's first page or screen event; its speed is the last word of
 * the earliest view of that path. Money is of the orders placed in the session, net of what was refunded since.
 */
export function costSql(scope: Scope, plan: CostPlan, sessions: SessionSource): Sql {
  const metrics = join(
    vitalMetrics.map((metric) => firstValue(metric)),
    sql`, `,
  )
  return sql`SELECT toInt32(metric) AS metric, toInt32(band) AS band, toUInt32(count()) AS sessions,
  toUInt32(countIf(pages = 1)) AS bounced, toUInt32(countIf(converted)) AS converted, toUInt32(countIf(spent > 0)) AS ordered,
  avg(spent) AS money, ifNotFinite(stddevSamp(spent), NULL) AS deviation
FROM (
  SELECT metric, multiIf(metric = 0 OR value < 0, 0, ${isGood}, 1, ${isPoor}, 3, 2) AS band, pages, converted, spent
  FROM (
    SELECT pages, converted, toFloat64(ifNull(orders.spent, 0)) AS spent, [0., ${metrics}] AS values
    FROM (${sessionsSql(scope, plan, sessions)}) AS visits
    LEFT ANY JOIN (
      SELECT profile, session, sum(total) AS spent FROM (${ordersOfSessions(scope, plan, sessions)})
      WHERE currency = ${text(plan.currency)} GROUP BY profile, session
    ) AS orders ON orders.profile = visits.profile AND orders.session = visits.session
  )
  ARRAY JOIN values AS value, arrayEnumerate(values) AS place, arrayMap(at -> at - 1, arrayEnumerate(values)) AS metric
)
GROUP BY metric, band
ORDER BY metric, band`
}

/** The currency that most of the sessions' money is in; no row without orders. */
export const costCurrencySql = (scope: Scope, plan: CostPlan, sessions: SessionSource): Sql =>
  sql`SELECT currency FROM (${ordersOfSessions(scope, plan, sessions)})
GROUP BY currency ORDER BY sum(total) DESC, currency LIMIT 1`

/** A row a session with a page view: its pages, whether it converted, and what was measured on its first page. */
function sessionsSql(scope: Scope, { page, conversion }: CostPlan, { from, session }: SessionSource): Sql {
  return sql`SELECT profile, session, pages, converted,
    arrayFilter(one -> one.5 = first_path, arraySort(measured)) AS of_first
  FROM (
    SELECT profile, session,
      countIf(on_page) AS pages,
      argMinIf(path, (ts, seq), on_page) AS first_path,
      countIf(event = ${text(conversion)}) > 0 AS converted,
      groupArrayIf((ts, seq, metric, value, measured_path, view), ${isMeasured}) AS measured
    FROM (
      SELECT ${scope.person} AS profile, ${session} AS session, ts, seq, event, path, ${isPageView} AS on_page,
        if(${ofEvent(VITAL_EVENT)}, properties, '') AS properties, ${said} AS said,
        ${vital.metric} AS metric, ${vital.value} AS value, ${vital.path} AS measured_path, ${vital.view} AS view
      FROM ${from}
      WHERE ${scope.everyEvent} AND ${scope.during}
        AND (${isPageView} OR ${ofEvent(VITAL_EVENT)} OR event = ${text(conversion)})
    )
    GROUP BY profile, session
    HAVING pages > 0${page === undefined ? sql`` : sql` AND ${onPage(sql`first_path`, page)}`}
  )`
}

/** The last value of the earliest view of the session's first page; -1 where it was not measured. */
function firstValue(metric: VitalMetric): Sql {
  const number = metricNumbers[metric]
  const own = sql`arrayFilter(one -> one.3 = ${number}, of_first)`
  // Beside the list, not inside the function: there the engine would make the list anew for each of its items.
  const view = sql`arrayWithConstant(length(${own}), ${own}[1].6)`
  return sql`if(empty(${own}), -1., arrayLast((one, view) -> one.6 = view, ${own}, ${view}).4)`
}

const metricNumbers: Readonly<Record<VitalMetric, Sql>> = {
  LCP: sql`1`,
  INP: sql`2`,
  CLS: sql`3`,
  FCP: sql`4`,
  TTFB: sql`5`,
}

/** The orders placed in the scope, each with the session that it was placed in. */
const ordersOfSessions = (
  scope: Scope,
  { ownCurrency }: CostPlan,
  { from, session }: SessionSource,
): Sql => sql`SELECT placing.profile AS profile, placing.session AS session, placed.currency AS currency, placed.total AS total
  FROM (${ordersSql({ projectId: scope.projectId, currency: ownCurrency })}) AS placed
  INNER JOIN (
    SELECT ${scope.person} AS profile, ts AS at, min(${session}) AS session FROM ${from}
    WHERE ${scope.everyEvent} AND ${scope.during} AND event = 'Order Completed'
    GROUP BY profile, at
  ) AS placing ON placing.profile = placed.profile_key AND placing.at = placed.placed_at
  WHERE ${within(sql`placed.placed_at`, scope.range)}`

export const queryCost = (scope: Scope, plan: CostPlan, sessions: SessionSource): Promise<CostRow[]> =>
  scope.query('vitals_cost', costSql(scope, plan, sessions), Row)

export async function queryCostCurrency(
  scope: Scope,
  plan: CostPlan,
  sessions: SessionSource,
): Promise<string | undefined> {
  const [row] = await scope.query('vitals_cost_currency', costCurrencySql(scope, plan, sessions), CurrencyRow)
  return row?.currency
}

/** Which metric and band a row is of; undefined for all sessions, and for those that did not measure the metric. */
export function costPlace({ metric, band }: CostRow) {
  const name = vitalBands[band - 1]
  return metric === 0 || name === undefined ? undefined : { metric: metricOf(metric), band: name }
}
