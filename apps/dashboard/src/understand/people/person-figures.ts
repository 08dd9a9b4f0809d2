import type { PersonSummary } from '@throughline/contract/people'
import { formatCount, formatExactMoney } from '../../format/number.ts'

type Revenue = PersonSummary['revenue']

/** Orders that count, of all currencies. */
export const orderCount = (revenue: Revenue): number => revenue.reduce((sum, { orders }) => sum + orders, 0)

/** What is left of them, a sum a currency; null where there are none. */
export function revenueText(revenue: Revenue): string | null {
  return revenue.map(({ currency, total }) => formatExactMoney(total, currency)).join(', ') || null
}

/** The same for a file: exact, with the currency's code. */
export const revenueCell = (revenue: Revenue): string =>
  revenue.map(({ currency, total }) => `${total} ${currency}`).join(', ')

/** What someone did in one line, for narrow screens: `8 events · 3 orders, €30.25`. */
export function personFigures({
  eventCount,
  revenue,
}: Pick<PersonSummary, 'eventCount' | 'revenue'>): string {
  const events = formatCount(eventCount, 'event')
  const money = revenueText(revenue)
  return money === null ? events : `${events} · ${formatCount(orderCount(revenue), 'order')}, ${money}`
}
