import type { Factor } from '@throughline/statistics/design'

/** In what currency a session's money is, as far as that is known before it orders. */
export interface CurrencyChances {
  /** The class of each session: what it told, and its country. */
  readonly classOf: Uint16Array
  /** By currency, the chance of each class. */
  readonly byCurrency: readonly Float64Array[]
}

/** Fewer orders of a class tell nothing of it. */
const LEAST_ORDERS = 10

/**
 * Prices often name no currency, and orders do. If only who ordered were of the order's currency, all others would have
 * nothing to lose in it. So it is learnt from orders, for who ordered and who did not alike: of those who told the same
 * and are of the same country, else of those who told the same.
 *
 * @param told by session: number of the currency that its prices named, counted from 1; 0 where they named none
 * @param currency by session: the number, counted from 0, of its orders' currency, where it has orders
 * @example currencyChances({ told, country, currency, orders, currencies: 2 }).byCurrency[1][classOf[row]] // 0.96
 */
export function currencyChances({
  told,
  country,
  currency,
  orders,
  currencies,
}: {
  readonly told: Uint16Array
  readonly country: Factor
  readonly currency: Uint8Array
  readonly orders: Uint16Array
  readonly currencies: number
}): CurrencyChances {
  const numbers = new Map<number, number>()
  const classOf = new Uint16Array(told.length)
  for (let row = 0; row < told.length; row++) {
    const key = (told[row] ?? 0) * country.levels + (country.codes[row] ?? 0)
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    classOf[row] = number
  }
  const keys = [...numbers.keys()]
  const toldBy = (key: number) => Math.floor(key / country.levels)
  const counted = () => new Float64Array(currencies)
  const ofClass = keys.map(counted)
  const ofTold = new Map(keys.map((key) => [toldBy(key), counted()]))
  const ofAll = counted()
  for (let row = 0; row < told.length; row++) {
    const placed = orders[row] ?? 0
    if (placed === 0) continue
    const own = currency[row] ?? 0
    for (const counts of [ofClass[classOf[row] ?? 0], ofTold.get(told[row] ?? 0), ofAll])
      if (counts) counts[own] = (counts[own] ?? 0) + placed
  }
  const shares = keys.map((key, number) => {
    const known = [ofClass[number], ofTold.get(toldBy(key))].find(
      (counts) => counts && sum(counts) >= LEAST_ORDERS,
    )
    if (known) return shareOf(known)
    if (toldBy(key) > 0 || sum(ofAll) === 0) return only(Math.max(0, toldBy(key) - 1), currencies)
    return shareOf(ofAll)
  })
  return {
    classOf,
    byCurrency: Array.from({ length: currencies }, (_, one) =>
      Float64Array.from(shares, (share) => share[one] ?? 0),
    ),
  }
}

const sum = (counts: Float64Array): number => counts.reduce((all, count) => all + count, 0)

function shareOf(counts: Float64Array): Float64Array {
  const all = sum(counts)
  return counts.map((count) => count / all)
}

function only(one: number, length: number): Float64Array {
  const share = new Float64Array(length)
  share[one] = 1
  return share
}
