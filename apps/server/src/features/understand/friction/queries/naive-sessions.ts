/** One thing that happened, as the plain reading of tests takes it. */
export interface NaiveEvent {
  /** The profile: people that were joined are one. */
  readonly person: string
  /** What the event itself names; several may be joined to one profile. */
  readonly user: string
  /** Empty: sessions follow from idle time. */
  readonly session: string
  readonly at: number
  /** `page` is a page view; all others are tracked events by their name. */
  readonly event: string
  readonly path: string
  readonly device: string
  readonly properties: Readonly<Record<string, string | number>>
}

export interface NaiveQuestion {
  readonly from: number
  readonly to: number
  readonly currency: string
  readonly rates: Readonly<Record<string, number>>
}

/** What is known of one session. */
export interface NaiveSession {
  readonly person: string
  readonly session: string
  readonly start: number
  readonly device: string
  readonly landing: string
  currency: string
  /** By step: milliseconds since the start, or null. */
  readonly reached: (number | null)[]
  readonly inHand: (number | null)[]
  readonly pagesBefore: number[]
  revenue: number
  orders: number
  visitsBefore: number
  ordersBefore: number
  readonly signals: readonly (readonly [
    at: number,
    name: string,
    path: string,
    element: string,
    detail: string,
  ])[]
}

interface Order {
  readonly person: string
  readonly at: number
  readonly currency: string
  readonly total: number
}

const IDLE_MS = 30 * 60_000
const DAY_MS = 24 * 3_600_000
const LONGEST_VISIT_MS = 3 * 3_600_000
const LEAST_CUSTOM_EVENTS = 50
const CUSTOM_EVENT = 'Size Guide Opened'
const way = ['Product Viewed', 'Product Added', 'Cart Viewed', 'Checkout Started']

/** All sessions of a period; an independent, plain reading of what the SQL and the builder do. */
export function naiveSessions(events: readonly NaiveEvent[], question: NaiveQuestion): NaiveSession[] {
  const log = events.toSorted((a, b) => a.at - b.at)
  const within = log.filter(({ at }) => at >= question.from && at < question.to)
  const stepOf = naiveSteps(within)
  const custom = within.filter(({ event }) => event === CUSTOM_EVENT).length >= LEAST_CUSTOM_EVENTS
  const visits: (NaiveSession & { readonly events: readonly NaiveEvent[] })[] = []
  const alone: (readonly NaiveEvent[])[] = []
  const last = stepOf.names.length - 1
  for (const own of groupsOf(log, question)) {
    const steps = own.map((event) => stepOf.number(event))
    const isSeen = own.some(({ event }) => event === 'page')
    const signals = own.flatMap((event) => {
      const signal = naiveSignal(event, custom)
      return signal ? [{ event, signal }] : []
    })
    if (!isSeen && steps.every((step) => step === 0)) continue
    if (!isSeen && signals.length === 0 && steps.every((step) => step === 0 || step === last)) {
      alone.push(own)
      continue
    }
    visits.push({
      ...sessionFacts(own, steps, last, question),
      signals: signals.map(({ event, signal }) => [event.at - (own[0]?.at ?? 0), ...signal]),
      events: own,
    })
  }
  const sessionOfOrder = ({ person, at }: Order) => {
    const direct = visits.find((one) => one.person === person && one.events.some((event) => event.at === at))
    if (direct) return direct
    const server = alone.find((own) => own[0]?.person === person && own.some((event) => event.at === at))
    const started = server?.[0]?.at ?? 0
    return server && visitAt(visits, person, started)
  }
  for (const own of alone) {
    const started = own[0]?.at ?? 0
    const visit = visitAt(visits, own[0]?.person ?? '', started)
    if (visit)
      for (const [step, at] of visit.reached.entries())
        visit.reached[step] = Math.min(at ?? Number.POSITIVE_INFINITY, started - visit.start)
  }
  const placed = naiveOrders(log, question.currency).filter(
    ({ at }) => at >= question.from && at < question.to,
  )
  // The engine tells a session's orders by their currencies in the order of the alphabet.
  for (const order of placed.toSorted((a, b) =>
    a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0,
  )) {
    const visit = sessionOfOrder(order)
    if (!visit) continue
    const currency = told(order.currency, question)
    if (visit.orders === 0) visit.currency = currency
    visit.orders++
    if (visit.currency === currency) visit.revenue += order.total * (question.rates[order.currency] ?? 1)
  }
  for (const visit of visits) {
    const past = log.filter(({ person, at }) => person === visit.person && at < question.from)
    const earlier = visits.filter(({ person, start }) => person === visit.person && start < visit.start)
    visit.visitsBefore = new Set(past.map(({ at }) => Math.floor(at / DAY_MS))).size + earlier.length
    visit.ordersBefore =
      past.filter(({ event }) => event === 'Order Completed').length +
      earlier.reduce((sum, { orders }) => sum + orders, 0)
  }
  return visits.map(({ events: _, ...facts }) => facts)
}

/** The steps that somebody took, by the usual way through a shop; checkout steps by where they mostly come. */
function naiveSteps(within: readonly NaiveEvent[]) {
  const taken = way.filter((name) => within.some(({ event }) => event === name))
  const places = new Map<string, { people: Set<string>; places: number[] }>()
  const seen = within.filter((one) => one.event === 'Checkout Step Viewed')
  for (const own of Map.groupBy(seen, ({ user, at }) => `${user} ${Math.floor(at / DAY_MS)}`).values()) {
    for (const [index, event] of own.entries()) {
      const key = checkoutStepOf(event)
      const known = places.get(key) ?? { people: new Set(), places: [] }
      places.set(key, known)
      known.people.add(event.user)
      known.places.push(index + 1)
    }
  }
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  const checkout = [...places]
    .filter(([key]) => key !== '')
    .sort(([a, one], [b, other]) => other.people.size - one.people.size || (a < b ? -1 : 1))
    .sort(([, one], [, other]) => mean(one.places) - mean(other.places))
    .map(([key]) => `Checkout Step Viewed ${key}`)
  const names = ['', ...taken, ...checkout, 'Order Completed']
  return {
    names,
    number: (event: NaiveEvent): number => {
      const name =
        event.event === 'Checkout Step Viewed' ? `${event.event} ${checkoutStepOf(event)}` : event.event
      return Math.max(0, names.indexOf(name))
    },
  }
}

const checkoutStepOf = ({ properties, path }: NaiveEvent): string =>
  String(properties.step_name ?? path.split('/').findLast((part) => part !== '') ?? '')

/** Each person's sessions in the period: by the id that came with them, else by idle time, which may have begun before. */
function groupsOf(log: readonly NaiveEvent[], { from, to }: NaiveQuestion): NaiveEvent[][] {
  const groups = new Map<string, NaiveEvent[]>()
  for (const [person, own] of Map.groupBy(log, (event) => event.person)) {
    let [opened, last] = [0, Number.NEGATIVE_INFINITY]
    for (const event of own) {
      if (event.at < from - DAY_MS || event.at >= to) continue
      if (event.session === '') {
        if (event.at - last > IDLE_MS) opened = event.at
        last = event.at
      }
      if (event.at < from) continue
      const name = `${person} ${event.session || `idle ${opened}`}`
      groups.set(name, [...(groups.get(name) ?? []), event])
    }
  }
  return [...groups.values()]
}

function sessionFacts(
  own: readonly NaiveEvent[],
  steps: readonly number[],
  last: number,
  question: NaiveQuestion,
): Omit<NaiveSession, 'signals'> {
  const [first] = own
  const start = first?.at ?? 0
  const page = own.find(({ event }) => event === 'page') ?? own.find((_, index) => (steps[index] ?? 0) > 0)
  const goods = own.filter(({ event }) => way.includes(event))
  const said = goods.findLast(({ properties }) => (properties.currency ?? '') !== '')?.properties.currency
  const saidCurrency = String(said ?? '').toUpperCase()
  const rate = question.rates[saidCurrency] ?? 1
  const reached = Array.from({ length: last + 1 }, (_, step) => {
    if (step === 0) return 0
    const index = steps.findIndex((taken) => taken >= step)
    return index === -1 ? null : (own[index]?.at ?? 0) - start
  })
  return {
    person: first?.person ?? '',
    session: first?.session ?? '',
    start,
    device: first?.device ?? '',
    landing: page?.path ?? '',
    currency: told(saidCurrency, question),
    reached,
    inHand: reached.map((at) => (at === null ? null : handAt(own, start + at, rate))),
    pagesBefore: reached.map((at) =>
      at === null ? 0 : own.filter((event) => event.event === 'page' && event.at - start < at).length,
    ),
    revenue: 0,
    orders: 0,
    visitsBefore: 0,
    ordersBefore: 0,
  }
}

/** The cart's own word, else the sum of what was added, else the price of what was looked at first. */
function handAt(own: readonly NaiveEvent[], until: number, rate: number): number | null {
  const amounts = (names: readonly string[], of: (properties: NaiveEvent['properties']) => number) =>
    own
      .filter(({ event, at }) => names.includes(event) && at <= until)
      .map(({ properties }) => of(properties))
      .filter((amount) => amount >= 0)
  const told = amounts(['Cart Viewed', 'Checkout Started'], ({ value }) => number(value))
  const added = amounts(
    ['Product Added'],
    ({ price, quantity }) => number(price) * (quantity === undefined ? 1 : number(quantity)),
  )
  const viewed = amounts(['Product Viewed'], ({ price }) => number(price))
  const amount = told.at(-1) ?? (added.length > 0 ? added.reduce((sum, one) => sum + one, 0) : viewed[0])
  return amount === undefined ? null : amount * rate
}

const number = (value: string | number | undefined): number =>
  value === undefined ? Number.NaN : Number(value)

const told = (currency: string, { currency: own, rates }: NaiveQuestion): string =>
  /^[A-Z]{3}$/.test(currency) && !(currency in rates) ? currency : own

function naiveSignal(
  { event, path, properties }: NaiveEvent,
  custom: boolean,
): readonly [string, string, string, string] | undefined {
  const at = (name: string, detail = '') =>
    [name, String(properties.path ?? path), String(properties.element ?? ''), detail] as const
  if (event === 'Dead Clicked') return at('dead_clicked')
  if (event === 'Coupon Denied')
    return at('coupon_denied', String(properties.coupon_id ?? properties.coupon ?? ''))
  if (event === 'Web Vital Measured') return at(Number(properties.value) > 4000 ? 'slow_lcp' : 'calm_lcp')
  if (event === CUSTOM_EVENT && custom) return at(`event:${CUSTOM_EVENT}`)
  return undefined
}

/** Orders of all time that stand: not cancelled, nor refunded in whole. */
function naiveOrders(log: readonly NaiveEvent[], currency: string): Order[] {
  const about = log.filter(({ event }) => event.startsWith('Order '))
  const byOrder = Map.groupBy(about, ({ person, properties, at }) => `${person} ${properties.order_id ?? at}`)
  return [...byOrder.values()].flatMap((own): Order[] => {
    const completed = own.filter(({ event }) => event === 'Order Completed')
    const [first] = completed
    if (!first || own.some(({ event }) => event === 'Order Cancelled')) return []
    const state = completed.findLast(({ properties }) => Number.isFinite(number(properties.revenue)))
    const refunds = own.filter(({ event }) => event === 'Order Refunded')
    if (refunds.some(({ properties }) => properties.revenue === undefined)) return []
    const total =
      number(state?.properties.revenue ?? 0) -
      refunds.reduce((sum, { properties }) => sum + number(properties.revenue), 0)
    if (refunds.length > 0 && total <= 0) return []
    const said = String(state?.properties.currency ?? '').toUpperCase()
    return [
      { person: first.person, at: first.at, currency: /^[A-Z]{3}$/.test(said) ? said : currency, total },
    ]
  })
}

/** The visit that a person was on. */
function visitAt<V extends NaiveSession>(visits: readonly V[], person: string, at: number): V | undefined {
  return visits
    .filter((one) => one.person === person && one.start <= at && at - one.start <= LONGEST_VISIT_MS)
    .sort((a, b) => b.start - a.start)[0]
}
