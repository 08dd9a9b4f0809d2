import { orderOf } from './checkout.ts'
import { clientContext } from './client-context.ts'
import { MessageWriter } from './message-writer.ts'
import type { VisitOutcome } from './online-visit.ts'
import { amount, orderProperties } from './order.ts'
import { deriveKey, hexadecimal, RandomStream } from './random.ts'
import { decide, type Visit } from './visit.ts'

/** A visit to a store, as its doors, scanners and till tell it. Known by the loyalty card alone. */
export function walkStore(visit: Visit): VisitOutcome {
  const random = new RandomStream(deriveKey(visit.key, 'store'))
  const writer = new MessageWriter(
    {
      anonymousId: visit.anonymousId,
      userId: undefined,
      channel: 'store',
      idPrefix: `till-${hexadecimal(visit.key)}-`,
      latency: random.integer(1000, 60_000),
      heldUntil: 0,
      includeSentAt: visit.world.includeSentAt,
      context: clientContext(visit),
    },
    visit.situation.startedAt,
  )
  const place = {
    channel: 'store',
    ...(visit.person.homeStore ? { store_id: visit.person.homeStore } : {}),
    ...(visit.person.loyaltyCard ? { loyalty_card: visit.person.loyaltyCard } : {}),
  }
  writer.track('Store Visited', place)
  writer.wait(random.logNormal(420, 0.6))
  if (!decide(visit, 'buy_in_store')) return { transcript: writer, endedAt: writer.now, order: undefined }
  for (const line of visit.lines) {
    writer.track('Item Scanned', {
      ...place,
      product_id: line.product.id,
      sku: line.product.sku,
      name: line.product.name,
      price: amount(line.cents),
      quantity: line.quantity,
      currency: visit.currency,
    })
    writer.wait(2 + random.next() * 4)
  }
  writer.wait(random.logNormal(30, 0.4))
  const order = orderOf(visit, writer.now)
  writer.track('Order Completed', { ...place, ...orderProperties(order) })
  return { transcript: writer, endedAt: writer.now, order }
}
