import { minorAccountSteps } from './account.ts'
import { walkCheckout } from './checkout.ts'
import { clientContext } from './client-context.ts'
import { priceIn } from './markets.ts'
import { MessageWriter, type Sender, type Transcript } from './message-writer.ts'
import { amount, goodsOf, lineProperties, type Order, productProperties } from './order.ts'
import { deriveKey, happens, hexadecimal, RandomStream } from './random.ts'
import { Storefront, type View } from './storefront.ts'
import { decide, heldUntil, type Visit } from './visit.ts'

const SECONDS_OF_A_BOUNCE = 7

/** What a visit left behind. */
export interface VisitOutcome {
  readonly transcript: Transcript
  readonly endedAt: number
  readonly order: Order | undefined
}

/** Walks a web or app visit from its landing to where it ends, and writes it down. */
export function walkOnline(visit: Visit): VisitOutcome {
  const writer = new MessageWriter(senderOf(visit), visit.situation.startedAt)
  const front = new Storefront(visit, writer)
  const order = walk(front)
  front.exit()
  return { transcript: writer, endedAt: writer.now, order }
}

function walk(front: Storefront): Order | undefined {
  const { visit } = front
  const random = new RandomStream(deriveKey(visit.key, 'browsing'))
  if (visit.situation.surface === 'app') openApp(front)
  const landing = landingOf(visit)
  if (!decide(visit, 'stay')) {
    front.open({ ...landing, medianSeconds: SECONDS_OF_A_BOUNCE })
    if (front.secondsOpen < 10 && front.occurs('page_returned')) front.turnBack()
    return undefined
  }
  front.open(landing)
  minorAccountSteps(front)
  if (front.occurs('help_sought')) front.seekHelp('delivery')
  lookThroughLists(front, random)
  if (!front.decide('view_product')) return undefined
  viewProducts(front, random)
  if (!front.decide('add_to_cart')) return undefined
  addToCart(front, random)
  if (!front.decide('view_cart')) return undefined
  viewCart(front)
  if (!front.decide('start_checkout')) return undefined
  front.click('#checkout', 'Checkout')
  return walkCheckout(front)
}

function openApp({ visit, writer }: Storefront): void {
  const version = visit.situation.browserVersion
  const { life } = visit
  if (!life.appInstalled) {
    life.appInstalled = true
    writer.track('Application Installed', { version, build: version.replaceAll('.', '') })
    writer.wait(1)
  }
  writer.track('Application Opened', { version, build: version.replaceAll('.', ''), from_background: false })
  writer.wait(0.5)
}

function landingOf(visit: Visit): View {
  const product = visit.viewed[0]
  if (visit.arrival.landing === 'product' && product) return productView(product.name, product.path)
  if (visit.arrival.landing === 'list') return listView(visit)
  return { name: 'Home', path: '/', medianSeconds: 16, clickable: '#hero' }
}

function listView({ interest }: Visit): View {
  return { name: interest.name, path: `/c/${interest.slug}`, medianSeconds: 20, clickable: '.product-tile' }
}

function productView(name: string, path: string): View {
  return { name, path, medianSeconds: 28, clickable: '#gallery' }
}

function lookThroughLists(front: Storefront, random: RandomStream): void {
  const { visit, writer } = front
  if (happens(visit.key, 'searches', visit.world.model.visits.searches)) search(front, random)
  if (visit.arrival.landing !== 'product') {
    front.follow('nav a', visit.interest.name)
    front.open(listView(visit))
  }
  writer.track('Product List Viewed', {
    list_id: visit.interest.slug,
    category: visit.interest.slug,
    products: visit.viewed.slice(0, 4).map((product, place) => ({
      product_id: product.id,
      name: product.name,
      price: amount(priceIn(visit.currency, product.euroCents)),
      position: place + 1,
    })),
  })
  writer.wait(random.logNormal(6, 0.6))
}

function search(front: Storefront, random: RandomStream): void {
  const { visit, writer } = front
  const empty = front.occurs('search_empty')
  const thing = random.pick(visit.interest.things)
  const query = empty ? `${thing} for left-handers` : thing
  const search = `?q=${encodeURIComponent(query)}`
  front.open({ name: 'Search', path: '/search', search, medianSeconds: 9, clickable: '.result' })
  const results = empty ? 0 : random.integer(2, 40)
  writer.track('Products Searched', { query, results })
  if (empty) front.signal('Help Sought', { element: '#search', topic: query, kind: 'empty_search' })
  writer.wait(random.logNormal(5, 0.6))
}

function viewProducts(front: Storefront, random: RandomStream): void {
  const { visit, writer } = front
  for (const [place, product] of visit.viewed.entries()) {
    const properties = {
      ...productProperties(product, priceIn(visit.currency, product.euroCents)),
      currency: visit.currency,
      position: place + 1,
    }
    const landedHere = place === 0 && visit.arrival.landing === 'product'
    // Whoever meets something on a product's page goes back to it from the search or the help.
    const isElsewhere = front.isHinderedAt('add_to_cart') && front.path !== product.path
    if (!landedHere || isElsewhere) {
      if (place === 0) front.follow('.product-tile', product.name)
      writer.track('Product Clicked', properties)
      writer.wait(0.6)
      front.open(productView(product.name, product.path))
    }
    writer.track('Product Viewed', properties)
    if (random.chance(0.03)) watchVideo(front, random)
    writer.wait(random.logNormal(8, 0.6))
  }
}

function watchVideo(front: Storefront, random: RandomStream): void {
  const duration = 40
  front.signal('Video Started', { position_s: 0, duration_s: duration })
  const seen = random.integer(1, 4)
  for (let quarter = 1; quarter <= seen; quarter++) {
    front.writer.wait(duration / 4)
    const event = quarter === 4 ? 'Video Completed' : 'Video Progressed'
    front.signal(event, { position_s: (duration / 4) * quarter, duration_s: duration })
  }
}

function addToCart(front: Storefront, random: RandomStream): void {
  const { visit, writer } = front
  for (const [place, properties] of lineProperties(visit.lines).entries()) {
    const added = { cart_id: cartOf(visit), ...properties, currency: visit.currency }
    front.click('#add-to-cart', 'Add to cart')
    writer.track('Product Added', added)
    writer.wait(random.logNormal(4, 0.5))
    if (place === 0 && random.chance(visit.world.model.basket.removesItem)) {
      writer.track('Product Removed', added)
      writer.wait(random.logNormal(6, 0.5))
      writer.track('Product Added', added)
    }
  }
}

function viewCart(front: Storefront): void {
  const { visit, writer } = front
  front.open({ name: 'Cart', path: '/cart', medianSeconds: 14, clickable: '#coupon' })
  writer.track('Cart Viewed', {
    cart_id: cartOf(visit),
    value: amount(goodsOf(visit.lines)),
    currency: visit.currency,
    products: lineProperties(visit.lines),
  })
  const { coupon } = visit
  if (!coupon) return
  const entered = { cart_id: cartOf(visit), coupon_id: coupon.code }
  writer.track('Coupon Entered', entered)
  writer.wait(0.6)
  if (coupon.accepted) {
    const discount = amount(visit.bill.discount)
    writer.track('Coupon Applied', {
      ...entered,
      coupon_name: coupon.name,
      discount,
      currency: visit.currency,
    })
  } else {
    writer.track('Coupon Denied', { ...entered, coupon_name: coupon.code, reason: coupon.reason })
  }
  writer.wait(1)
}

function cartOf(visit: Visit): string {
  return `cart-${visit.sessionId.slice(2)}`
}

/** The client that a visit sends by, with its network. */
export function senderOf(visit: Visit): Sender {
  const isApp = visit.situation.surface === 'app'
  const random = new RandomStream(deriveKey(visit.key, 'network'))
  return {
    anonymousId: visit.anonymousId,
    userId: visit.userId,
    channel: undefined,
    idPrefix: `${isApp ? '' : 'ajs-next-'}${hexadecimal(visit.key)}-`,
    latency: random.integer(40, isApp ? 20_000 : 600),
    heldUntil: heldUntil(visit),
    includeSentAt: visit.world.includeSentAt,
    context: clientContext(visit),
  }
}
