import type { ErrandStep } from './follow-ups.ts'
import type { Life } from './life.ts'
import type { Transcript } from './message-writer.ts'
import { MessageWriter } from './message-writer.ts'
import { senderOf } from './online-visit.ts'
import { lineProperties, type Order, productProperties } from './order.ts'
import { deriveKey, RandomStream } from './random.ts'
import { Storefront } from './storefront.ts'
import { openVisit } from './visit.ts'
import type { World } from './world.ts'

const comments: Readonly<Record<'low' | 'middle' | 'high', readonly string[]>> = {
  low: [
    'The parcel came three days late and nobody told me.',
    'The form would not take my address at first.',
    'Colour looks different from the picture.',
  ],
  middle: [
    'Fine, nothing special.',
    'Good products, slow delivery.',
    'It took me a while to find the right size.',
  ],
  high: [
    'Beautiful quality, I will be back.',
    'Everything worked at once.',
    'Lovely packaging and quick delivery.',
  ],
}

/** Writes a short visit that somebody pays because of an order: to look, to answer, to send something back. */
export function walkErrand(
  step: ErrandStep,
  order: Order,
  life: Life,
  at: number,
  number: number,
  world: World,
): Transcript {
  const key = deriveKey(order.key, 'errand', number)
  const campaign = { name: step.kind.replace('_', '-'), source: 'transactional', medium: 'email' }
  const visit = {
    ...openVisit(world, life, at, key),
    arrival: { channel: 'email', referrer: '', landing: 'home', campaign } as const,
  }
  const writer = new MessageWriter(senderOf(visit), at)
  const front = new Storefront(visit, writer)
  perform(step, order, front, new RandomStream(deriveKey(key, 'manner')))
  front.exit()
  return writer
}

function perform(step: ErrandStep, order: Order, front: Storefront, random: RandomStream): void {
  const { writer } = front
  switch (step.kind) {
    case 'track_shipment':
      front.open({ name: 'Track your order', path: '/orders/track', medianSeconds: 20, clickable: '#map' })
      writer.track('Shipment Tracker Viewed', { order_id: order.id })
      break
    case 'start_return':
      front.open({ name: 'Return an order', path: '/orders/return', medianSeconds: 60, clickable: '#reason' })
      writer.track('Return Started', {
        order_id: order.id,
        reason: random.pick(['does_not_fit', 'not_as_described', 'changed_mind', 'damaged']),
        products: lineProperties(step.lines),
      })
      break
    case 'see_survey':
      front.open({ name: 'Your order', path: '/orders/received', medianSeconds: 18, clickable: '#survey' })
      answerSurvey(step, writer, random)
      break
    case 'write_review':
    case 'share_product':
      speakUp(step, order, front, random)
  }
}

function answerSurvey(
  step: { answers: boolean; mood: number },
  writer: MessageWriter,
  random: RandomStream,
): void {
  const survey = { survey_id: 'nps-after-delivery', metric: 'nps', touchpoint: 'delivery' }
  writer.track('Survey Shown', survey)
  writer.wait(6 + random.waiting(10))
  if (!step.answers) {
    if (random.chance(0.5)) writer.track('Survey Dismissed', survey)
    return
  }
  const score = Math.max(0, Math.min(10, Math.round(7.6 + 1.9 * step.mood)))
  const band = score <= 6 ? 'low' : score <= 8 ? 'middle' : 'high'
  const comment = random.chance(0.45) ? { comment: random.pick(comments[band]) } : {}
  writer.track('Survey Answered', { ...survey, score, ...comment })
}

function speakUp(
  step: { kind: 'share_product' } | { kind: 'write_review'; rating: number },
  order: Order,
  front: Storefront,
  random: RandomStream,
): void {
  const line = order.lines[0]
  if (!line) return
  const { product } = line
  front.open({ name: product.name, path: product.path, medianSeconds: 40, clickable: '#gallery' })
  const properties = productProperties(product, line.cents)
  if (step.kind === 'share_product') {
    const shared = { ...properties, share_via: random.pick(['email', 'message', 'pinterest']) }
    front.writer.track('Product Shared', shared)
    return
  }
  const band = step.rating <= 2 ? 'low' : step.rating === 3 ? 'middle' : 'high'
  front.writer.track('Product Reviewed', {
    product_id: product.id,
    review_id: `r-${order.id.slice(2)}`,
    review_body: random.pick(comments[band]),
    rating: step.rating,
  })
}
