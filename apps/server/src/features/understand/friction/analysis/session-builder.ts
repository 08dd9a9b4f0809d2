import { currencyChances } from './currency-chances.ts'
import { GrowingArray } from './growing-array.ts'
import type { JourneyStep } from './journey-steps.ts'
import { pathPatterns } from './path-patterns.ts'
import { rarestTogether } from './rarest-together.ts'
import { type SegmentMembers, segmentColumns } from './segment-columns.ts'
import {
  type Attribute,
  type AttributeName,
  attributeNames,
  type FrictionData,
  NEVER,
  type PatternHome,
} from './session-table.ts'

/** One session as it was sent. Times are milliseconds since its start. */
export interface SessionRow {
  readonly id: string
  readonly profile: bigint
  /** Milliseconds since 1970. */
  readonly start: number
  /** In the order of `attributeNames`. */
  readonly attributes: readonly string[]
  /** That its prices are in; empty where they name none. */
  readonly currency: string
  readonly steps: readonly { at: number; step: number; amount: number; page: number }[]
  readonly pages: readonly { at: number; page: number }[]
  readonly signals: readonly { at: number; signal: number; page: number; element: number; detail: number }[]
}

/** What is known beside the sessions. */
export interface SessionSurroundings {
  readonly steps: readonly JourneyStep[]
  readonly signalNames: readonly string[]
  /** What page and detail numbers stand for, with the views of pages, and how often they showed a product. */
  readonly words: ReadonlyMap<
    number,
    { readonly word: string; readonly views: number; readonly products: number }
  >
  readonly past: ReadonlyMap<bigint, { readonly visits: number; readonly orders: number }>
  readonly orders: readonly {
    session: string
    profile: bigint
    currency: string
    total: number
    orders: number
  }[]
  readonly currency: string
  readonly rates: Readonly<Record<string, number>>
  /** Of all people: a fair draw where there are too many. */
  readonly share: number
  readonly segments: readonly SegmentMembers[]
  /** Segments of the project beyond those. */
  readonly otherSegments: number
}

const MOST_SMALL = 0xffff
/** A price above this is no price. */
const MOST_MONEY = 1e9
/** An order that comes later than this after a visit began is told of no visit. */
const LONGEST_VISIT_MS = 3 * 3_600_000

/** Puts sessions, one after the other, into columns. */
export class SessionBuilder {
  readonly #around: SessionSurroundings
  readonly #start = new GrowingArray((length) => new Float64Array(length))
  readonly #person = new GrowingArray((length) => new Int32Array(length))
  readonly #reachedAt: GrowingArray<Uint32Array>[]
  readonly #inHand: GrowingArray<Float64Array>[]
  readonly #pagesBefore: GrowingArray<Uint16Array>[]
  readonly #attributes: { readonly codes: GrowingArray<Uint32Array>; readonly values: Map<string, number> }[]
  readonly #landing = new GrowingArray((length) => new Uint32Array(length))
  readonly #currency = new GrowingArray((length) => new Uint8Array(length))
  /** What the session itself told, counted from 1; 0 where it told nothing. */
  readonly #toldCurrency = new GrowingArray((length) => new Uint16Array(length))
  readonly #currencies = new Map<string, number>()
  readonly #signalSession = new GrowingArray((length) => new Int32Array(length))
  readonly #signalAt = new GrowingArray((length) => new Uint32Array(length))
  readonly #signalName = new GrowingArray((length) => new Uint16Array(length))
  readonly #signalPage = new GrowingArray((length) => new Uint32Array(length))
  readonly #signalElement = new GrowingArray((length) => new Uint32Array(length))
  readonly #signalDetail = new GrowingArray((length) => new Uint32Array(length))
  readonly #ids: string[] = []
  readonly #profiles: bigint[] = []
  readonly #people = new Map<bigint, number>()
  readonly #ordered = new Map<string, number>()
  readonly #ordersAlone: { readonly id: string; readonly profile: bigint; readonly at: number }[] = []
  readonly #patternOf: (path: string) => string
  readonly #patterns = new Map<string, number>()
  readonly #patternByPage = new Map<number, number>()
  readonly #words = new Map<string, number>()
  readonly #wordByHash = new Map<number, number>()
  /** Per pattern and step: how often the step's own event happened there, and how often it was looked at. */
  readonly #stepEvents: number[][] = []
  readonly #views: number[][] = []

  constructor(around: SessionSurroundings) {
    this.#around = around
    this.#reachedAt = around.steps.map(() => new GrowingArray((length) => new Uint32Array(length)))
    this.#inHand = around.steps.map(() => new GrowingArray((length) => new Float64Array(length)))
    this.#pagesBefore = around.steps.map(() => new GrowingArray((length) => new Uint16Array(length)))
    this.#attributes = attributeNames.map(() => ({
      codes: new GrowingArray((length) => new Uint32Array(length)),
      values: new Map<string, number>(),
    }))
    const pages = around.words.values().filter(({ views }) => views > 0)
    const known = pages.toArray()
    this.#patternOf = pathPatterns(
      new Map(known.map(({ word, views }) => [word, views])),
      new Map(known.map(({ word, products }) => [word, products])),
    )
    this.#currencies.set(around.currency, 0)
  }

  /** What nobody looked at (a parcel's state, an order by phone) is no visit, and is left out. */
  add(row: SessionRow): void {
    if (row.pages.length === 0 && row.steps.length === 0) return
    if (this.#isOrderAlone(row)) {
      this.#ordersAlone.push({ id: row.id, profile: row.profile, at: row.start })
      return
    }
    const session = this.#start.length
    this.#start.push(row.start)
    this.#person.push(numberOf(this.#people, row.profile))
    this.#ids.push(row.id)
    this.#profiles.push(row.profile)
    for (const [index, { codes, values }] of this.#attributes.entries())
      codes.push(numberOf(values, row.attributes[index] ?? ''))
    this.#landing.push(this.#patternNumber(row.pages[0]?.page ?? row.steps[0]?.page ?? 0))
    const currency = this.#currencyNumber(row.currency)
    this.#currency.push(currency)
    this.#toldCurrency.push(isCurrency(row.currency) ? currency + 1 : 0)
    const reached = this.#addSteps(row)
    if (row.steps.some(({ step }) => step === this.#around.steps.length - 1))
      this.#ordered.set(sessionKey(row.id, row.profile), session)
    for (const { at, page } of row.pages) count(this.#views, this.#patternNumber(page), deepest(reached, at))
    for (const { step, page } of row.steps) count(this.#stepEvents, this.#patternNumber(page), step)
    for (const { at, signal, page, element, detail } of row.signals) {
      this.#signalSession.push(session)
      this.#signalAt.push(at)
      this.#signalName.push(signal)
      this.#signalPage.push(this.#patternNumber(page))
      this.#signalElement.push(this.#wordNumber(element))
      this.#signalDetail.push(this.#wordNumber(detail))
    }
  }

  done(): FrictionData {
    const { steps, signalNames } = this.#around
    const start = this.#start.done()
    const person = this.#person.done()
    const reachedAt = this.#reachedAt.map((column) => column.done())
    this.#placeOrdersAlone(start, person, reachedAt)
    const currency = this.#currency.done()
    const { revenue, orders } = this.#money(currency)
    const attributes = this.#attributesDone()
    const currencies = [...this.#currencies.keys()]
    // Not by way of `this`: what the columns were made of could not be forgotten.
    const [ids, profiles] = [this.#ids, this.#profiles]
    return {
      sessions: {
        count: start.length,
        share: this.#around.share,
        steps,
        start,
        person,
        people: this.#people.size,
        attributes,
        segments: segmentColumns(this.#around.segments, this.#people, person),
        otherSegments: this.#around.otherSegments,
        landing: rarestTogether(this.#landing.done(), [...this.#patterns.keys()]),
        ...this.#past(start, person, orders),
        reachedAt,
        inHand: this.#inHand.map((column) => column.done()),
        pagesBefore: this.#pagesBefore.map((column) => column.done()),
        revenue,
        orders,
        currency,
        currencyChances: currencyChances({
          told: this.#toldCurrency.done(),
          country: attributes.country,
          currency,
          orders,
          currencies: Math.min(256, currencies.length),
        }),
        currencies,
        idOf: (session) => ids[session] ?? '',
        profileOf: (session) => String(profiles[session] ?? ''),
      },
      signals: {
        count: this.#signalAt.length,
        session: this.#signalSession.done(),
        at: this.#signalAt.done(),
        signal: this.#signalName.done(),
        path: this.#signalPage.done(),
        element: this.#signalElement.done(),
        detail: this.#signalDetail.done(),
        names: signalNames,
        patterns: [...this.#patterns.keys()],
        words: [...this.#words.keys()],
        homes: [...this.#patterns.values()].map((pattern) => this.#homeOf(pattern)),
      },
    }
  }

  /** A step counts as reached when it or a later one is: many shops have no separate cart page. */
  #addSteps(row: SessionRow): Uint32Array {
    const { steps, pages } = row
    const count = this.#around.steps.length
    const reached = new Uint32Array(count).fill(NEVER)
    const amounts = new Float64Array(count).fill(Number.NaN)
    reached[0] = 0
    for (const { at, step } of steps) if (at < (reached[step] ?? 0)) reached[step] = at
    for (let step = count - 2; step > 0; step--)
      reached[step] = Math.min(reached[step] ?? NEVER, reached[step + 1] ?? NEVER)
    this.#handAt(row, reached, amounts)
    for (let step = 0; step < count; step++) {
      const at = reached[step] ?? NEVER
      this.#reachedAt[step]?.push(at)
      this.#inHand[step]?.push(at === NEVER ? Number.NaN : (amounts[step] ?? Number.NaN))
      let before = 0
      for (const page of pages) if (page.at < at) before++
      this.#pagesBefore[step]?.push(at === NEVER ? 0 : before)
    }
    return reached
  }

  /** The product first looked at, until something is in the cart; then the sum of what was added, or the cart's own word. */
  #handAt({ steps, currency }: SessionRow, reached: Uint32Array, amounts: Float64Array): void {
    const rate = this.#around.rates[currency] ?? 1
    const kinds = this.#around.steps.map(({ event }) => event)
    for (let step = 0; step < reached.length; step++) {
      const at = reached[step] ?? NEVER
      if (at === NEVER) continue
      let viewed = Number.NaN
      let added = Number.NaN
      let told = Number.NaN
      for (const one of steps) {
        if (one.at > at || !(one.amount >= 0 && one.amount <= MOST_MONEY)) continue
        const kind = kinds[one.step]
        if (kind === 'Product Viewed') viewed = Number.isNaN(viewed) ? one.amount : viewed
        else if (kind === 'Product Added') added = (Number.isNaN(added) ? 0 : added) + one.amount
        else if (kind === 'Cart Viewed' || kind === 'Checkout Started') told = one.amount
      }
      amounts[step] = rate * (Number.isNaN(told) ? (Number.isNaN(added) ? viewed : added) : told)
    }
  }

  #currencyNumber(told: string): number {
    const known = isCurrency(told) ? told : this.#around.currency
    const currency = known in this.#around.rates ? this.#around.currency : known
    return Math.min(numberOf(this.#currencies, currency), 255)
  }

  #patternNumber(page: number): number {
    let pattern = this.#patternByPage.get(page)
    if (pattern === undefined) {
      const word = this.#around.words.get(page)?.word ?? ''
      pattern = numberOf(this.#patterns, word === '' ? '' : this.#patternOf(word))
      this.#patternByPage.set(page, pattern)
    }
    return pattern
  }

  #wordNumber(hash: number): number {
    let number = this.#wordByHash.get(hash)
    if (number === undefined) {
      const word = this.#around.words.get(hash)?.word ?? ''
      number = word === '' ? NEVER : numberOf(this.#words, word)
      this.#wordByHash.set(hash, number)
    }
    return number
  }

  #homeOf(pattern: number): PatternHome {
    const events = this.#stepEvents[pattern] ?? []
    const views = this.#views[pattern] ?? []
    const total = events.reduce((sum, one) => sum + (one ?? 0), 0)
    const steps = events.flatMap((one, step) => ((one ?? 0) > 0.05 * total && total > 0 ? [step] : []))
    const most = Math.max(0, ...views.map((one) => one ?? 0))
    return {
      steps,
      modal: Math.max(
        0,
        views.findIndex((one) => (one ?? 0) === most && most > 0),
      ),
    }
  }

  /** An order that a server tells of by itself: it belongs to the visit that its person was on. */
  #isOrderAlone({ pages, steps, signals }: SessionRow): boolean {
    const last = this.#around.steps.length - 1
    return pages.length === 0 && signals.length === 0 && last > 0 && steps.every(({ step }) => step === last)
  }

  #placeOrdersAlone(start: Float64Array, person: Int32Array, reachedAt: readonly Uint32Array[]): void {
    if (this.#ordersAlone.length === 0) return
    const wanted = new Set(this.#ordersAlone.map(({ profile }) => this.#people.get(profile)))
    const visits = new Map<number, number[]>()
    for (const [session, who] of person.entries()) {
      if (!wanted.has(who)) continue
      const known = visits.get(who)
      if (known) known.push(session)
      else visits.set(who, [session])
    }
    for (const { id, profile, at } of this.#ordersAlone) {
      const own = visits.get(this.#people.get(profile) ?? -1) ?? []
      const before = own.filter(
        (session) => (start[session] ?? 0) <= at && at - (start[session] ?? 0) <= LONGEST_VISIT_MS,
      )
      const visit = before.sort((a, b) => (start[b] ?? 0) - (start[a] ?? 0))[0]
      if (visit === undefined) continue
      const offset = at - (start[visit] ?? 0)
      for (const column of reachedAt) column[visit] = Math.min(column[visit] ?? NEVER, offset)
      this.#ordered.set(sessionKey(id, profile), visit)
    }
  }

  /** A session that ordered is of its order's currency, whatever it said before. */
  #money(currency: Uint8Array): { revenue: Float64Array; orders: Uint16Array } {
    const revenue = new Float64Array(this.#start.length)
    const orders = new Uint16Array(this.#start.length)
    for (const order of this.#around.orders) {
      const session = this.#ordered.get(sessionKey(order.session, order.profile))
      if (session === undefined) continue
      const number = this.#currencyNumber(order.currency)
      if (orders[session] === 0) currency[session] = number
      orders[session] = (orders[session] ?? 0) + order.orders
      // A second order of the session in another currency that has no rate is an order, but its money can't be added.
      if (currency[session] === number)
        revenue[session] = (revenue[session] ?? 0) + order.total * (this.#around.rates[order.currency] ?? 1)
    }
    return { revenue, orders }
  }

  #attributesDone(): Record<AttributeName, Attribute> {
    const of = (index: number): Attribute => {
      const column = this.#attributes[index]
      if (!column) return { codes: new Uint16Array(), levels: 0, values: [] }
      return rarestTogether(column.codes.done(), [...column.values.keys()])
    }
    return Object.fromEntries(attributeNames.map((name, index) => [name, of(index)])) as Record<
      AttributeName,
      Attribute
    >
  }

  /** Visits and orders of each session's person before it. */
  #past(start: Float64Array, person: Int32Array, orders: Uint16Array) {
    const order = Uint32Array.from(start.keys()).sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0))
    const visits = new Uint32Array(this.#people.size)
    const bought = new Uint32Array(this.#people.size)
    for (const [profile, past] of this.#around.past) {
      const known = this.#people.get(profile)
      if (known === undefined) continue
      visits[known] = past.visits
      bought[known] = past.orders
    }
    const visitsBefore = new Uint16Array(start.length)
    const ordersBefore = new Uint16Array(start.length)
    for (const session of order) {
      const who = person[session] ?? 0
      visitsBefore[session] = Math.min(MOST_SMALL, visits[who] ?? 0)
      ordersBefore[session] = Math.min(MOST_SMALL, bought[who] ?? 0)
      visits[who] = (visits[who] ?? 0) + 1
      bought[who] = (bought[who] ?? 0) + (orders[session] ?? 0)
    }
    return { visitsBefore, ordersBefore }
  }
}

/** The deepest step reached by a moment. */
export function deepest(reached: ArrayLike<number>, at: number): number {
  let step = reached.length - 1
  while (step > 0 && (reached[step] ?? NEVER) > at) step--
  return step
}

const isCurrency = (told: string): boolean => /^[A-Z]{3}$/.test(told)

const sessionKey = (id: string, profile: bigint): string => `${id} ${profile}`

function numberOf<K>(known: Map<K, number>, key: K): number {
  const number = known.get(key)
  if (number !== undefined) return number
  known.set(key, known.size)
  return known.size - 1
}

function count(table: number[][], row: number, column: number): void {
  table[row] ??= []
  const columns = table[row]
  columns[column] = (columns[column] ?? 0) + 1
}
