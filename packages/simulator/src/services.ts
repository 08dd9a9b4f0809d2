import { serverContext } from './client-context.ts'
import { refundOf, type ServiceStep, TRIAL_DAYS } from './follow-ups.ts'
import type { Life } from './life.ts'
import { MessageWriter, type Transcript } from './message-writer.ts'
import { amount, lineProperties, type Order, orderProperties } from './order.ts'
import { deriveKey, hexadecimal } from './random.ts'
import type { JsonObject } from './segment-message.ts'
import type { World } from './world.ts'

const PLUS_PRICE_CENTS = 590
const CALL_SECONDS = 240

/** Writes what the shop's server tells about an order some time later. */
export function writeService(
  step: ServiceStep,
  order: Order,
  life: Life,
  at: number,
  number: number,
  world: World,
): Transcript {
  const key = deriveKey(order.key, 'service', number)
  const writer = new MessageWriter(
    {
      anonymousId: order.userId === undefined ? order.anonymousId : undefined,
      userId: order.userId,
      channel: channelOf(step),
      idPrefix: `node-next-${hexadecimal(key)}-`,
      latency: 80,
      heldUntil: 0,
      includeSentAt: world.includeSentAt,
      context: serverContext,
    },
    at,
  )
  write(step, order, life, writer)
  return writer
}

function write(step: ServiceStep, order: Order, life: Life, writer: MessageWriter): void {
  const named = { order_id: order.id }
  switch (step.kind) {
    case 'order_updated':
      writer.track('Order Updated', orderProperties(order))
      break
    case 'order_cancelled':
      writer.track('Order Cancelled', orderProperties(order))
      break
    case 'order_refunded':
      writer.track('Order Refunded', { ...named, ...refundProperties(order, step) })
      break
    case 'shipment_updated':
      writer.track('Shipment Updated', {
        ...named,
        status: step.status,
        promised_at: new Date(step.promisedAt).toISOString(),
        expected_at: new Date(step.expectedAt).toISOString(),
      })
      break
    case 'ready_for_pickup':
      writer.track('Order Ready For Pickup', { ...named, store_id: order.storeId })
      break
    case 'picked_up':
      writer.track('Order Picked Up', { ...named, store_id: order.storeId, channel: 'store' })
      break
    case 'return_completed':
      writer.track('Return Completed', { ...named, products: lineProperties(step.lines) })
      break
    case 'support_sought':
      writeSupport(step, { ...named, ticket_id: ticketOf(order) }, writer)
      break
    case 'ticket_resolved':
      writer.track('Ticket Resolved', { ...named, ticket_id: ticketOf(order), topic: step.topic })
      break
    case 'trial_started':
      if (life.plan === 'free') writer.track('Trial Started', { plan: 'plus', trial_days: TRIAL_DAYS })
      break
    case 'subscription_started':
      subscribe(order, life, writer)
      break
    case 'subscription_cancelled':
      cancel(life, writer)
      break
    case 'review_received':
      writer.track('Review Received', {
        ...named,
        product_id: order.lines[0]?.product.id ?? '',
        rating: step.rating,
        source: 'shop',
      })
  }
}

function channelOf(step: ServiceStep): string {
  if (step.kind === 'picked_up') return 'store'
  return step.kind === 'support_sought' ? step.by : 'server'
}

function refundProperties(order: Order, step: { lines: Order['lines']; full: boolean }): JsonObject {
  const refund = refundOf(order, step.lines)
  return { ...refund, currency: order.bill.currency, full: step.full, products: lineProperties(step.lines) }
}

function writeSupport(
  step: { by: 'phone' | 'chat' | 'email'; topic: string },
  ticket: JsonObject,
  writer: MessageWriter,
): void {
  const properties = { ...ticket, topic: step.topic, channel: step.by }
  if (step.by === 'phone') {
    writer.track('Call Started', properties)
    writer.wait(CALL_SECONDS)
    writer.track('Call Ended', { ...properties, duration_s: CALL_SECONDS })
  }
  if (step.by === 'chat') writer.track('Chat Started', properties)
  writer.wait(30)
  writer.track('Ticket Opened', properties)
}

/** An order has one ticket at most. */
function ticketOf(order: Order): string {
  return `t-${order.id.slice(2)}`
}

function subscribe(order: Order, life: Life, writer: MessageWriter): void {
  if (life.plan === 'plus') return
  life.plan = 'plus'
  writer.track('Subscription Started', {
    plan: 'plus',
    monthly_price: amount(PLUS_PRICE_CENTS),
    currency: order.bill.currency,
  })
  writer.identify({ plan: 'plus' })
}

function cancel(life: Life, writer: MessageWriter): void {
  if (life.plan === 'free') return
  life.plan = 'free'
  writer.track('Subscription Cancelled', { plan: 'plus', reason: 'not_used' })
  writer.identify({ plan: 'free' })
}
