import { checkoutAccountStep } from './account.ts'
import { amount, lineProperties, type Order, orderProperties } from './order.ts'
import { deriveKey, RandomStream } from './random.ts'
import type { JsonObject } from './segment-message.ts'
import type { Storefront } from './storefront.ts'
import { decide, type Visit } from './visit.ts'

/** Where the country has no store. */
const ONLINE_ONLY = 'online'

interface Step {
  readonly number: number
  readonly name: string
  readonly path: string
  readonly form: string
  readonly fields: readonly string[]
  readonly decision: 'complete_contact' | 'complete_shipping' | 'complete_payment' | 'place_order'
}

const steps: readonly Step[] = [
  {
    number: 1,
    name: 'Contact',
    path: '/checkout/contact',
    form: 'contact',
    fields: ['email', 'name', 'phone'],
    decision: 'complete_contact',
  },
  {
    number: 2,
    name: 'Shipping',
    path: '/checkout/shipping',
    form: 'address',
    fields: ['street', 'postal_code', 'city'],
    decision: 'complete_shipping',
  },
  {
    number: 3,
    name: 'Payment',
    path: '/checkout/payment',
    form: 'payment',
    fields: ['card_number', 'card_expiry'],
    decision: 'complete_payment',
  },
  { number: 4, name: 'Review', path: '/checkout/review', form: '', fields: [], decision: 'place_order' },
]

const paymentMethods = [
  { name: 'card', weight: 45 },
  { name: 'paypal', weight: 30 },
  { name: 'invoice', weight: 15 },
  { name: 'wallet', weight: 10 },
]

/** The way from the cart to the order. Gives the order, or nothing where somebody stops. */
export function walkCheckout(front: Storefront): Order | undefined {
  const { visit, writer } = front
  const random = new RandomStream(deriveKey(visit.key, 'checkout'))
  const checkoutId = `k-${orderNumber(visit)}`
  const paymentMethod = random.weighted(paymentMethods, (method) => method.weight).name
  writer.track('Checkout Started', checkoutProperties(visit, checkoutId))
  for (const step of steps) {
    const properties = {
      checkout_id: checkoutId,
      step: step.number,
      step_name: step.name,
      ...(step.number > 1 ? { shipping_method: visit.pickUp ? 'Store pick-up' : 'Parcel' } : {}),
      ...(step.number > 2 ? { payment_method: paymentMethod } : {}),
    }
    front.open({ name: step.name, path: step.path, medianSeconds: 12, clickable: '#continue' })
    writer.track('Checkout Step Viewed', properties)
    const passes = decide(visit, step.decision)
    workThrough(front, step, passes, random)
    if (!passes) return undefined
    front.click('#continue', step.number === 4 ? 'Place order' : 'Continue')
    if (step.number === 1) checkoutAccountStep(front)
    if (step.number === 3) writer.track('Payment Info Entered', properties)
    writer.track('Checkout Step Completed', properties)
    writer.wait(0.5)
  }
  return placeOrder(front)
}

/** Unique within a shop: a visit ends in one order at most. */
export function orderNumber(visit: Visit): string {
  const { person, situation, world } = visit
  return `${world.tag}-${person.index.toString(36)}-${situation.visit}`.toUpperCase()
}

export function orderOf(visit: Visit, at: number): Order {
  const { person, situation } = visit
  return {
    key: visit.key,
    id: `o-${orderNumber(visit)}`,
    at,
    lines: visit.lines,
    bill: visit.bill,
    vat: person.market.vat,
    coupon: situation.surface !== 'store' && visit.coupon?.accepted ? visit.coupon.code : undefined,
    pickUp: visit.pickUp,
    inStore: situation.surface === 'store',
    storeId: person.homeStore ?? ONLINE_ONLY,
    firstOrder: situation.ordersBefore === 0,
    anonymousId: visit.anonymousId,
    userId: visit.userId,
  }
}

function placeOrder(front: Storefront): Order {
  const { visit, writer } = front
  const order = orderOf(visit, writer.now)
  writer.track('Order Completed', { checkout_id: `k-${orderNumber(visit)}`, ...orderProperties(order) })
  writer.wait(0.5)
  front.open({ name: 'Thank you', path: '/checkout/thanks', medianSeconds: 15, clickable: 'a.continue' })
  return order
}

function checkoutProperties(visit: Visit, checkoutId: string) {
  const { bill, coupon, lines } = visit
  return {
    checkout_id: checkoutId,
    value: amount(bill.subtotal),
    revenue: amount(bill.subtotal),
    shipping: amount(bill.shipping),
    tax: amount(bill.tax),
    discount: amount(bill.discount),
    ...(coupon?.accepted ? { coupon: coupon.code } : {}),
    currency: bill.currency,
    products: lineProperties(lines),
  }
}

/** Fills the step's form in, where there is one to fill in, and meets what is in the way of going on. */
function workThrough(front: Storefront, step: Step, passes: boolean, random: RandomStream): void {
  const knownCustomer = front.visit.userId !== undefined
  const isFilledIn = step.fields.length > 0 && !(knownCustomer && passes && random.chance(0.7))
  const summary = isFilledIn ? fillForm(front, step, passes, random) : undefined
  front.meetAll(step.decision)
  if (summary) front.signal(passes ? 'Form Submitted' : 'Form Abandoned', summary)
}

/** Fields, with the slips that everybody makes and corrects; who stops leaves the form half filled. */
function fillForm(front: Storefront, step: Step, passes: boolean, random: RandomStream): JsonObject {
  const { writer } = front
  front.signal('Form Started', { form: step.form })
  const started = writer.now
  const reached = passes ? step.fields.length : random.integer(0, step.fields.length - 1)
  // Whoever is told that something is wrong has filled the form in and wanted to go on.
  const filled = front.isHinderedAt(step.decision) ? step.fields.length : reached
  for (const field of step.fields.slice(0, filled)) {
    const duration = random.logNormal(6, 0.5)
    writer.wait(duration)
    const slips = front.occurs('field_error')
    if (slips)
      front.signal('Error Shown', { element: `#${field}`, element_text: `Please check the ${field}.` })
    const refills = front.occurs('field_refilled') ? 2 : slips ? 1 : 0
    const properties = { form: step.form, field, duration_ms: Math.round(duration * 1000), refills }
    front.signal('Form Field Left', properties)
  }
  return { form: step.form, fields_filled: filled, duration_ms: writer.now - started }
}
