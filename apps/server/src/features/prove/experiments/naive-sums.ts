import { type MetricSums, noSums } from './queries/arm-sums.ts'

const DAY = 86_400_000

/** Something that happened, as the tests of the queries make it up. */
export interface NaiveEvent {
  readonly person: string
  readonly at: number
  readonly kind: 'exposure' | 'added' | 'checkout' | 'order' | 'refund' | 'cancel'
  readonly experiment: string
  readonly variation: 'a' | 'b'
  readonly phase: 0 | 1 | null
  readonly device: 'mobile' | 'desktop' | 'bot'
  readonly number: number
  readonly order: string
}

export interface NaiveRange {
  readonly from: number
  readonly to: number
  /** When the second phase began. */
  readonly second: number
}

/** One unit as the queries should see it. */
export interface NaiveUnit {
  /** From 1; 0 where it saw both. */
  readonly arm: number
  readonly phase: number
  readonly device: string
  readonly visitor: string
  readonly exposed: number
  readonly events: readonly NaiveEvent[]
  readonly orders: readonly { readonly at: number; readonly total: number }[]
}

/** Units by going over the events one by one: the same answer as the queries, by other means. */
export function naiveUnits(all: readonly NaiveEvent[], { from, to, second }: NaiveRange): NaiveUnit[] {
  const units: NaiveUnit[] = []
  for (const [, mine] of Map.groupBy(
    all.toSorted((a, b) => a.at - b.at),
    ({ person }) => person,
  )) {
    const seen = mine.filter(
      ({ kind, experiment, device, at }) =>
        kind === 'exposure' && experiment === 'x' && device !== 'bot' && at >= from && at < to,
    )
    const [first] = seen
    if (!first) continue
    const events = mine.filter(({ at }) => at >= from - 28 * DAY && at < to)
    units.push({
      arm: new Set(seen.map(({ variation }) => variation)).size > 1 ? 0 : first.variation === 'a' ? 1 : 2,
      phase: first.phase ?? (first.at >= second ? 1 : 0),
      device: first.device,
      visitor: (mine[0]?.at ?? first.at) < first.at - 30 * 60_000 ? 'returning' : 'new',
      exposed: first.at,
      events,
      orders: naiveOrders(events),
    })
  }
  return units
}

function naiveOrders(events: readonly NaiveEvent[]) {
  return [...Map.groupBy(events, ({ order }) => order).values()].flatMap((mine) => {
    const placed = mine.filter(({ kind }) => kind === 'order')
    const refunds = mine.filter(({ kind }) => kind === 'refund')
    if (placed.length === 0 || mine.some(({ kind }) => kind === 'cancel')) return []
    // A refund of 0 stands for one without an amount: all of it.
    const total = refunds.some(({ number }) => number === 0)
      ? 0
      : (placed.at(-1)?.number ?? 0) - refunds.reduce((sum, { number }) => sum + number, 0)
    return refunds.length > 0 && total <= 0 ? [] : [{ at: placed[0]?.at ?? 0, total }]
  })
}

/** What a metric makes of one unit. */
export interface NaiveValue {
  readonly counts: boolean
  readonly y: number
  readonly x?: number
  readonly below?: number
}

/** Adds units up as the query does. */
export function naiveSums(values: readonly NaiveValue[], cap = Number.POSITIVE_INFINITY): MetricSums {
  const sums = { ...noSums }
  for (const value of values) {
    if (!value.counts) continue
    const y = Math.min(value.y, cap)
    const x = Math.min(value.x ?? 0, cap)
    const b = value.below ?? 0
    sums.n += 1
    sums.y += y
    sums.yy += y * y
    sums.yyy += y ** 3
    sums.x += x
    sums.xx += x * x
    sums.xxx += x ** 3
    sums.xy += x * y
    sums.xyy += x * y * y
    sums.xxy += x * x * y
    sums.b += b
    sums.bb += b * b
    sums.yb += y * b
    sums.xb += x * b
    sums.capped += Number(value.y > cap)
  }
  return sums
}

/** A quantile between sorted values, as the inclusive definition has it. */
export function naiveQuantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * level
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.min(Math.floor(at) + 1, sorted.length - 1)] ?? Number.NaN
  return low + (at - Math.floor(at)) * (high - low)
}
