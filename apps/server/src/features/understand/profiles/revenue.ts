import type { Profile } from '@throughline/contract/people'
import { moneyText } from './money.ts'

/** Orders of one currency that count, with the exact sum of what is left of them. */
export interface RevenueRow {
  readonly currency: string
  readonly orders: string
  readonly total: string
}

/** Revenue as the API tells it, a sum a currency. */
export const revenueOf = (rows: readonly RevenueRow[]): Profile['revenue'] =>
  rows.map(({ currency, orders, total }) => ({
    currency,
    orders: Number(orders),
    total: moneyText(total, currency),
  }))
