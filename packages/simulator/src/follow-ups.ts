import { DAY, HOUR, MINUTE } from './calendar.ts'
import { amount, goodsOf, type Line, type Order } from './order.ts'
import { deriveKey, RandomStream } from './random.ts'
import type { ShopModel } from './shop-model.ts'

export const TRIAL_DAYS = 14

/** What comes after an order. The shop's server does the services, the customer the errands. */
export type ServiceStep =
  | { readonly kind: 'order_updated' }
  | { readonly kind: 'order_cancelled' }
  | { readonly kind: 'order_refunded'; readonly lines: readonly Line[]; readonly full: boolean }
  | {
      readonly kind: 'shipment_updated'
      readonly status: string
      readonly promisedAt: number
      readonly expectedAt: number
    }
  | { readonly kind: 'ready_for_pickup' }
  | { readonly kind: 'picked_up' }
  | { readonly kind: 'return_completed'; readonly lines: readonly Line[] }
  | { readonly kind: 'support_sought'; readonly by: 'phone' | 'chat' | 'email'; readonly topic: string }
  | { readonly kind: 'ticket_resolved'; readonly topic: string }
  | { readonly kind: 'trial_started' }
  | { readonly kind: 'subscription_started' }
  | { readonly kind: 'subscription_cancelled' }
  | { readonly kind: 'review_received'; readonly rating: number }

export type ErrandStep =
  | { readonly kind: 'track_shipment' }
  | { readonly kind: 'start_return'; readonly lines: readonly Line[] }
  | { readonly kind: 'see_survey'; readonly answers: boolean; readonly mood: number }
  | { readonly kind: 'write_review'; readonly rating: number }
  | { readonly kind: 'share_product' }

export type FollowUpStep = ServiceStep | ErrandStep

/** One step with its moment and its number among those of the order. */
export interface FollowUp {
  readonly at: number
  readonly number: number
  readonly step: FollowUpStep
}

/** All that an order brings about, drawn from a stream of its own. */
export function planFollowUps(order: Order, model: ShopModel): readonly FollowUp[] {
  const random = new RandomStream(deriveKey(order.key, 'after the order'))
  const plan = new Plan(order.at)
  const rates = model.afterOrder
  if (order.inStore) {
    planReturn(order, random, plan, order.at, rates.returned * 0.6, rates.partlyReturned)
    return plan.followUps
  }
  if (random.chance(rates.cancelled)) {
    plan.add(10 * MINUTE + random.waiting(40 * MINUTE), { kind: 'order_cancelled' })
    return plan.followUps
  }
  if (random.chance(rates.updated)) plan.add(20 * MINUTE + random.waiting(HOUR), { kind: 'order_updated' })
  const late = random.chance(rates.late)
  const received = order.pickUp
    ? planPickUp(order, random, plan)
    : planShipment(order, random, plan, late, model)
  planReturn(order, random, plan, received, rates.returned, rates.partlyReturned)
  planVoice(random, plan, received, late, model)
  planSubscription(order, random, plan, model)
  return plan.followUps
}

export function isErrand(step: FollowUpStep): step is ErrandStep {
  switch (step.kind) {
    case 'track_shipment':
    case 'start_return':
    case 'see_survey':
    case 'write_review':
    case 'share_product':
      return true
    default:
      return false
  }
}

/** What the shop gives back for some lines of an order, in the minor unit: its share of what was paid for goods. */
export function refundOf(order: Order, lines: readonly Line[]) {
  const goods = goodsOf(order.lines)
  const returned = goodsOf(lines)
  const revenue = Math.floor((order.bill.subtotal * returned) / goods)
  const tax = Math.floor((order.bill.tax * returned) / goods)
  return { revenue: amount(revenue), tax: amount(tax), total: amount(revenue + tax) }
}

class Plan {
  readonly followUps: FollowUp[] = []
  readonly #orderedAt: number

  constructor(orderedAt: number) {
    this.#orderedAt = orderedAt
  }

  add(after: number, step: FollowUpStep): void {
    this.addAt(this.#orderedAt + after, step)
  }

  addAt(moment: number, step: FollowUpStep): void {
    this.followUps.push({ at: Math.floor(moment), number: this.followUps.length, step })
  }
}

function planPickUp(order: Order, random: RandomStream, plan: Plan): number {
  const ready = order.at + 4 * HOUR + random.waiting(12 * HOUR)
  const pickedUp = ready + 2 * HOUR + random.waiting(20 * HOUR)
  plan.addAt(ready, { kind: 'ready_for_pickup' })
  plan.addAt(pickedUp, { kind: 'picked_up' })
  return pickedUp
}

function planShipment(
  order: Order,
  random: RandomStream,
  plan: Plan,
  late: boolean,
  model: ShopModel,
): number {
  const promisedAt = order.at + 4 * DAY
  const shipped = order.at + (0.5 + random.next()) * DAY
  const expectedAt = late ? promisedAt + (1 + 2 * random.next()) * DAY : shipped + (1 + random.next()) * DAY
  const times = { kind: 'shipment_updated', promisedAt, expectedAt } as const
  plan.addAt(shipped, { ...times, status: 'shipped' })
  if (late) plan.addAt(shipped + DAY, { ...times, status: 'delayed' })
  plan.addAt(expectedAt - 5 * HOUR, { ...times, status: 'out_for_delivery' })
  plan.addAt(expectedAt, { ...times, status: 'delivered' })
  const curiosity = order.firstOrder ? 1.3 : 1
  if (random.chance(model.afterOrder.tracked * curiosity)) {
    plan.addAt(shipped + random.next() * (expectedAt - shipped), { kind: 'track_shipment' })
  }
  if (random.chance(model.afterOrder.ticketOpened * (late ? 5 : 1))) {
    const by = random.pick(['phone', 'chat', 'email'] as const)
    const topic = late ? 'late delivery' : random.pick(['invoice', 'delivery address', 'product question'])
    const opened = promisedAt + random.waiting(12 * HOUR)
    plan.addAt(opened, { kind: 'support_sought', by, topic })
    plan.addAt(opened + random.waiting(DAY), { kind: 'ticket_resolved', topic })
  }
  return expectedAt
}

function planReturn(
  order: Order,
  random: RandomStream,
  plan: Plan,
  received: number,
  returned: number,
  partly: number,
): void {
  if (!random.chance(returned)) return
  const full = order.lines.length === 1 || !random.chance(partly)
  const lines = full ? order.lines : order.lines.slice(0, 1)
  const started = received + DAY + random.waiting(4 * DAY)
  const arrived = started + 2 * DAY + random.waiting(2 * DAY)
  if (!order.inStore) plan.addAt(started, { kind: 'start_return', lines })
  plan.addAt(arrived, { kind: 'return_completed', lines })
  plan.addAt(arrived + HOUR, { kind: 'order_refunded', lines, full })
}

function planVoice(
  random: RandomStream,
  plan: Plan,
  received: number,
  late: boolean,
  model: ShopModel,
): void {
  const rates = model.afterOrder
  const mood = random.normal() * 0.9 + (late ? -1.4 : 0.5)
  if (random.chance(rates.surveyed)) {
    const answers = random.chance(rates.surveyAnswered)
    plan.addAt(received + 3 * DAY + random.waiting(DAY), { kind: 'see_survey', answers, mood })
  }
  if (random.chance(rates.reviewed)) {
    const rating = Math.max(1, Math.min(5, Math.round(4.1 + mood)))
    const written = received + 4 * DAY + random.waiting(5 * DAY)
    plan.addAt(written, { kind: 'write_review', rating })
    plan.addAt(written + 20 * MINUTE, { kind: 'review_received', rating })
  }
  if (mood > 0 && random.chance(rates.shared)) {
    plan.addAt(received + DAY + random.waiting(6 * DAY), { kind: 'share_product' })
  }
}

function planSubscription(order: Order, random: RandomStream, plan: Plan, model: ShopModel): void {
  if (order.userId === undefined || !random.chance(model.account.subscribesAfterOrder)) return
  const tried = order.at + random.waiting(2 * DAY)
  plan.addAt(tried, { kind: 'trial_started' })
  if (!random.chance(0.6)) return
  const started = tried + TRIAL_DAYS * DAY
  plan.addAt(started, { kind: 'subscription_started' })
  if (random.chance(0.2)) plan.addAt(started + random.waiting(30 * DAY), { kind: 'subscription_cancelled' })
}
