import type { Design } from '@throughline/statistics/design'
import { linearPredictor } from '@throughline/statistics/design'
import { logistic, logisticRegression } from '@throughline/statistics/logistic-regression'
import { NEVER, type SessionTable } from './session-table.ts'

/** What a pass from a step to the next is worth to each session: the chance of an order from there, times its money. */
export interface PassValue {
  /** Chance of an order once the next step is reached, by session. */
  readonly orderChance: Float64Array
  /** Of a currency by its number: what a pass brings each session in it. */
  readonly worthIn: (currency: number) => (row: number) => number
  /** Relative standard error of the product, from how few orders it was learnt. */
  readonly relativeError: number
}

const RIDGE = 2
const LEAST_ORDERS = 10

/**
 * Learns from those who passed what they brought. What is in hand says most of the money, what is known of them most of
 * the chance. Undefined where too few ordered to say.
 */
export function passValue(
  sessions: SessionTable,
  design: Design,
  step: number,
  rows: Int32Array,
): PassValue | undefined {
  const next = sessions.reachedAt[step + 1]
  if (!next) return undefined
  const passed = rows.filter((row) => next[row] !== NEVER)
  const ordered = Uint8Array.from(sessions.orders, (orders) => (orders > 0 ? 1 : 0))
  const buyers = passed.filter((row) => ordered[row] === 1)
  if (buyers.length < LEAST_ORDERS) return undefined
  const isLast = step === sessions.steps.length - 2
  const model = isLast ? undefined : logisticRegression(design, ordered, { ridge: RIDGE, rows: passed })
  const orderChance = new Float64Array(sessions.count)
  for (const row of rows) orderChance[row] = model ? logistic(linearPredictor(model, design, row)) : 1
  const { lines, relativeError } = orderMoney(sessions, step, buyers)
  const { classOf, byCurrency } = sessions.currencyChances
  const worthIn = (currency: number) => {
    const [line, chances] = [lines.get(currency), byCurrency[currency]]
    if (!line) return () => 0
    return (row: number) => (orderChance[row] ?? 0) * (chances?.[classOf[row] ?? 0] ?? 0) * line(row)
  }
  const share = buyers.length / passed.length
  const errorOfChance = isLast ? 0 : (1 - share) / buyers.length
  return { orderChance, worthIn, relativeError: Math.sqrt(errorOfChance + relativeError ** 2) }
}

/**
 * A line of money over what was in hand, in each currency: the rest of the cart, coupons and refunds are in its two
 * numbers. Sessions of a currency in which too few ordered bring nothing that could be told.
 */
function orderMoney(sessions: SessionTable, step: number, buyers: Int32Array) {
  const lines = new Map<number, (row: number) => number>()
  let [residual, revenue] = [0, 0]
  for (const [currency] of sessions.currencies.entries()) {
    const own = buyers.filter((row) => sessions.currency[row] === currency)
    if (own.length < LEAST_ORDERS) continue
    const line = moneyLine(sessions, step, own)
    lines.set(currency, line)
    for (const row of own) {
      residual += ((sessions.revenue[row] ?? 0) - line(row)) ** 2
      revenue += sessions.revenue[row] ?? 0
    }
  }
  return { lines, relativeError: revenue > 0 ? Math.sqrt(residual) / revenue : 0 }
}

function moneyLine(sessions: SessionTable, step: number, buyers: Int32Array): (row: number) => number {
  const hand = sessions.inHand[step] ?? new Float64Array()
  let [n, x, y, xx, xy, all] = [0, 0, 0, 0, 0, 0]
  for (const row of buyers) {
    const revenue = sessions.revenue[row] ?? 0
    all += revenue
    const price = hand[row] ?? Number.NaN
    if (!(price > 0)) continue
    n++
    x += price
    y += revenue
    xx += price * price
    xy += price * revenue
  }
  const mean = Math.max(0, all / buyers.length)
  const spread = xx - (x * x) / Math.max(1, n)
  if (n < LEAST_ORDERS || spread <= 1e-9) return () => mean
  const slope = (xy - (x * y) / n) / spread
  const level = (y - slope * x) / n
  return (row) => {
    const price = hand[row] ?? Number.NaN
    return price > 0 ? Math.max(0, level + slope * price) : mean
  }
}
