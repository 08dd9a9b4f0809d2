import {
  type VitalBand,
  type VitalMetric,
  type VitalsCostRequest,
  type VitalsCostResponse,
  vitalBands,
  vitalMetrics,
} from '@throughline/contract/vitals'
import { differenceOfShares } from '@throughline/statistics/difference-of-shares'
import { meanInterval } from '@throughline/statistics/mean-interval'
import { openScope, type ReportDependencies } from '../../../platform/events/event-scope.ts'
import { type CostRow, costPlace, isPageView, queryCost, queryCostCurrency } from './queries/cost.ts'
import { rateOf } from './vitals-report.ts'

/** What the figures mean, said with them wherever they go. */
const METHOD =
  'Sessions are grouped by how fast their first page was. That is an association, not a cause: whoever has a slow phone or a slow line may buy less for other reasons, and whoever stays longer has more interactions to be measured. A session bounced when it had one page view, and converted when it holds the chosen event. Shares have Wilson’s 95 % interval, their differences Newcombe’s, and money a session Student’s. Sessions are cut at the ends of the period.'

/** Fewer tell nothing of an amount that most sessions do not have. */
const LEAST_SESSIONS = 30
const LEAST_ORDERED = 5

/**
 * Bounce, conversion and money of sessions by the speed band of their first page.
 *
 * @param currency of an order that names none; ISO 4217
 * @throws AppError `invalid` or `not_found` that names the field
 */
export async function reportVitalsCost(
  deps: ReportDependencies,
  projectId: string,
  currency: string,
  request: VitalsCostRequest,
): Promise<VitalsCostResponse> {
  const scope = await openScope(deps, projectId, request, [])
  const sessions = await scope.sessionsFor('session', isPageView)
  const { page, conversion = 'Order Completed' } = request
  const plan = { page, conversion, currency, ownCurrency: currency }
  const paidIn = (await queryCostCurrency(scope, plan, sessions)) ?? currency
  const rows = await queryCost(scope, { ...plan, currency: paidIn }, sessions)
  return {
    method: METHOD,
    conversion,
    currency: paidIn,
    sessions: rows.find(({ metric }) => metric === 0)?.sessions ?? 0,
    metrics: vitalMetrics.map((metric) => metricCost(metric, rows)),
  }
}

type MetricCost = VitalsCostResponse['metrics'][number]

function metricCost(metric: VitalMetric, rows: readonly CostRow[]): MetricCost {
  const own = new Map<VitalBand, CostRow>()
  for (const row of rows) {
    const place = costPlace(row)
    if (place?.metric === metric) own.set(place.band, row)
  }
  const [good, poor] = [own.get('good'), own.get('poor')]
  return {
    metric,
    measured: [...own.values()].reduce((sum, { sessions }) => sum + sessions, 0),
    bands: vitalBands.map((band) => bandCost(band, own.get(band))),
    poorAgainstGood: {
      bounce: difference(poor, good, ({ bounced }) => bounced),
      conversion: difference(poor, good, ({ converted }) => converted),
    },
  }
}

function bandCost(band: VitalBand, row: CostRow | undefined): MetricCost['bands'][number] {
  if (!row) return { band, sessions: 0, bounce: null, conversion: null, money: null }
  const { sessions, bounced, converted, ordered, money, deviation } = row
  const enough = sessions >= LEAST_SESSIONS && ordered >= LEAST_ORDERED && deviation !== null
  return {
    band,
    sessions,
    bounce: rateOf(bounced, sessions),
    conversion: rateOf(converted, sessions),
    money: enough ? meanInterval(money, deviation, sessions) : null,
  }
}

function difference(
  poor: CostRow | undefined,
  good: CostRow | undefined,
  countOf: (row: CostRow) => number,
): MetricCost['poorAgainstGood']['bounce'] {
  if (!poor || !good) return null
  return differenceOfShares(
    { successes: countOf(poor), trials: poor.sessions },
    { successes: countOf(good), trials: good.sessions },
  )
}
