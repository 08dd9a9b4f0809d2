import { chanceToOrder, chanceToPass } from '../decision-points.ts'
import type { ShopModel } from '../shop-model.ts'
import type { VisitRecord } from '../world.ts'
import { effectOf, type FrictionPoint, type PlantedFriction } from './planted-friction.ts'
import type { VisitorGroup } from './visitor-group.ts'

/** What a planted friction truly cost. */
export interface FrictionTruth {
  readonly name: string
  /** By the name of the friction list; `step_dropped` where it sends no signal. */
  readonly signal: string
  /** The journey's step at which people stand when they meet it. */
  readonly step: string
  readonly path: string
  readonly element: string | undefined
  readonly who: VisitorGroup
  readonly from: Date
  readonly until: Date
  /** Whether it began after the period's start. */
  readonly begins: boolean
  /** In the major unit: what fixing it alone would have brought, in expectation, given who met it. */
  readonly money: number
  /** `money` as a share of what the shop took. */
  readonly share: number
  /** Sessions that came to the point and met it. */
  readonly sessions: ReadonlySet<string>
  /** Of those, the share expected to pass the point: as it was, and had it been fixed. */
  readonly pass: { readonly harmed: number; readonly fixed: number }
}

/** What the shop did, as its records have it. */
export interface ShopFigures {
  readonly sessions: number
  readonly orders: number
  /** Major unit. */
  readonly revenue: number
}

interface Account {
  readonly sessions: Set<string>
  lost: number
  passHarmed: number
  passFixed: number
}

/**
 * Keeps account of what planted frictions cost, visit by visit: hand `record` to the simulation's `onVisit`. One
 * currency only, and no word on what people would have done on later visits, had they bought.
 */
export class FrictionLedger {
  readonly #accounts: ReadonlyMap<PlantedFriction, Account>
  readonly #model: ShopModel
  readonly #begin: number
  #sessions = 0
  #orders = 0
  #revenue = 0

  /** @param begin where the period starts */
  constructor(planted: readonly PlantedFriction[], model: ShopModel, begin: number) {
    const harmful = planted.filter((friction) => friction.harm < 1)
    this.#accounts = new Map(
      harmful.map((friction) => [
        friction,
        { sessions: new Set<string>(), lost: 0, passHarmed: 0, passFixed: 0 },
      ]),
    )
    this.#model = model
    this.#begin = begin
  }

  record(visit: VisitRecord): void {
    this.#sessions++
    if (visit.orderId !== undefined) {
      this.#orders++
      this.#revenue += visit.basketRevenue / 100
    }
    const harmful = visit.frictions.filter((friction) => friction.harm < 1)
    for (const friction of harmful) this.#recordMet(friction, harmful, visit)
  }

  figures(): ShopFigures {
    return { sessions: this.#sessions, orders: this.#orders, revenue: this.#revenue }
  }

  /** Most money first. */
  truth(): readonly FrictionTruth[] {
    return [...this.#accounts]
      .map(([friction, account]) => this.#truthOf(friction, account))
      .sort((one, other) => other.money - one.money)
  }

  #recordMet(friction: PlantedFriction, harmful: readonly PlantedFriction[], visit: VisitRecord): void {
    const account = this.#accounts.get(friction)
    const decision = visit.decisions.find((one) => one.point === friction.at)
    if (!account || !decision) return
    const { situation } = visit
    const all = harmful.map(effectOf)
    const others = harmful.filter((other) => other !== friction).map(effectOf)
    const fixed = chanceToOrder(friction.at, situation, this.#model, others)
    const harmed = chanceToOrder(friction.at, situation, this.#model, all)
    account.sessions.add(visit.sessionId)
    account.lost += ((fixed - harmed) * visit.basketRevenue) / 100
    account.passHarmed += decision.chance
    account.passFixed += chanceToPass(friction.at, situation, this.#model, others)
  }

  #truthOf(friction: PlantedFriction, account: Account): FrictionTruth {
    const hit = Math.max(1, account.sessions.size)
    return {
      name: friction.name,
      signal: friction.signal,
      step: stepOf[friction.at],
      path: friction.path,
      element: friction.element,
      who: friction.who,
      from: new Date(friction.from),
      until: new Date(friction.until),
      begins: friction.from > this.#begin,
      money: account.lost,
      share: this.#revenue === 0 ? 0 : account.lost / this.#revenue,
      sessions: account.sessions,
      pass: { harmed: account.passHarmed / hit, fixed: account.passFixed / hit },
    }
  }
}

/** Step of the default journey at which a visit stands before each decision. */
const stepOf: Readonly<Record<FrictionPoint, string>> = {
  view_product: 'Visit',
  add_to_cart: 'Product',
  view_cart: 'Cart',
  start_checkout: 'Cart viewed',
  complete_contact: 'Contact',
  complete_shipping: 'Shipping',
  complete_payment: 'Payment',
  place_order: 'Review',
}
