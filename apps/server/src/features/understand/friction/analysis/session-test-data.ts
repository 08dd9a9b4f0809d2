import type { JourneyStep } from './journey-steps.ts'
import type { AnalysisPeriod } from './period-days.ts'
import { SessionBuilder, type SessionRow, type SessionSurroundings } from './session-builder.ts'
import type { FrictionData } from './session-table.ts'

/** A session as tests say it; what is left out is a visit of a person of its own on a computer. */
export interface Visit {
  readonly person?: number
  /** Milliseconds since 1970. */
  readonly start?: number
  /** In the order of `attributeNames`. */
  readonly attributes?: readonly string[]
  readonly currency?: string
  /** Milliseconds from the start, step number, and the amount in hand. */
  readonly steps?: readonly (readonly [
    at: number,
    step: number,
    amount?: number | undefined,
    page?: string | undefined,
  ])[]
  readonly pages?: readonly (readonly [at: number, page: string])[]
  readonly signals?: readonly (readonly [
    at: number,
    signal: string,
    page?: string | undefined,
    element?: string | undefined,
    detail?: string | undefined,
  ])[]
  /** Money of its orders. */
  readonly orders?: readonly number[]
  /** Of the orders, where it is another than the session's. */
  readonly orderCurrency?: string
}

/** A shop with four steps. */
const shopSteps: readonly JourneyStep[] = [
  { name: 'Visit', event: null },
  { name: 'Product', event: 'Product Viewed' },
  { name: 'Checkout', event: 'Checkout Started' },
  { name: 'Order', event: 'Order Completed' },
]

const SHOP_PAGES = ['/', '/product', '/checkout', '/thanks'] as const
const DESKTOP = ['desktop', 'Chrome', '120', 'Windows', '11', 'DE', 'direct', 'web']
export const PERIOD_START = Date.UTC(2026, 3, 1)
export const DAY_MS = 86_400_000

/** A period of whole days of UTC. */
export function daysFrom(from: number, days: number): AnalysisPeriod {
  const midnights = Array.from({ length: days + 1 }, (_, day) => from + day * DAY_MS)
  const labels = midnights.slice(0, -1).map((at) => new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length))
  return { from, to: from + days * DAY_MS, midnights, days: labels }
}

type Around = Partial<
  Pick<SessionSurroundings, 'steps' | 'past' | 'share' | 'currency' | 'rates' | 'segments' | 'otherSegments'>
>

/** Columns as the reading of a log with these visits would make them. */
export function frictionData(visits: readonly Visit[], around: Around = {}): FrictionData {
  const { rows, surroundings } = sessionsRead(visits, around)
  const builder = new SessionBuilder(surroundings)
  for (const row of rows) builder.add(row)
  return builder.done()
}

/** What the reading of a log with these visits gives. */
function sessionsRead(visits: readonly Visit[], around: Around = {}) {
  const numbers = new Map<string, number>()
  const views = new Map<string, number>()
  const signalNames = ['']
  const orders: SessionSurroundings['orders'][number][] = []
  const hash = (word: string): number => {
    const number = numbers.get(word) ?? numbers.size
    numbers.set(word, number)
    return number
  }
  hash('')
  const currency = around.currency ?? 'EUR'
  const rows = visits.map((visit, index): SessionRow => {
    const profile = BigInt(visit.person ?? 1_000_000 + index)
    const steps = (visit.steps ?? []).map(
      ([at, step, amount = Number.NaN, page = SHOP_PAGES[step] ?? '']) => ({
        at,
        step,
        amount,
        page: hash(page),
      }),
    )
    const pages = visit.pages ?? [
      [0, '/'] as const,
      ...(visit.steps ?? []).map(([at, step]) => [at, SHOP_PAGES[step] ?? ''] as const),
    ]
    for (const [, page] of pages) views.set(page, (views.get(page) ?? 0) + 1)
    if (visit.orders)
      orders.push({
        session: `s${index}`,
        profile,
        currency: visit.orderCurrency ?? (visit.currency || currency),
        total: visit.orders.reduce((sum, money) => sum + money, 0),
        orders: visit.orders.length,
      })
    return {
      id: `s${index}`,
      profile,
      start: visit.start ?? PERIOD_START,
      attributes: visit.attributes ?? DESKTOP,
      currency: visit.currency ?? currency,
      steps,
      pages: pages.map(([at, page]) => ({ at, page: hash(page) })),
      signals: (visit.signals ?? []).map(([at, signal, page = '', element = '', detail = '']) => {
        if (!signalNames.includes(signal)) signalNames.push(signal)
        return {
          at,
          signal: signalNames.indexOf(signal),
          page: hash(page),
          element: hash(element),
          detail: hash(detail),
        }
      }),
    }
  })
  const surroundings: SessionSurroundings = {
    steps: around.steps ?? shopSteps,
    signalNames,
    words: new Map(
      [...numbers].map(([word, number]) => [number, { word, views: views.get(word) ?? 0, products: 0 }]),
    ),
    past: around.past ?? new Map(),
    orders,
    share: around.share ?? 1,
    currency,
    rates: around.rates ?? {},
    segments: around.segments ?? [],
    otherSegments: around.otherSegments ?? 0,
  }
  return { rows, surroundings }
}
