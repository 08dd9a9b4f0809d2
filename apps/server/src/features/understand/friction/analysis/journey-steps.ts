/** A step of the journey: an event, told apart by a name where the event has several steps. */
export interface JourneyStep {
  readonly name: string
  /** Null for the first step, which every session reaches. */
  readonly event: string | null
  /** Of a `Checkout Step Viewed`: the name it gives, its number, or the last word of its page. */
  readonly step?: string
}

/** How often each event and each named checkout step happened in the period. */
export interface StepCounts {
  readonly events: Readonly<Record<string, number>>
  readonly checkoutSteps: readonly {
    readonly key: string
    readonly sessions: number
    readonly order: number
    /** The last word of the page that it is mostly seen on. */
    readonly page?: string
  }[]
}

const CHECKOUT_STEP = 'Checkout Step Viewed'
const MOST_CHECKOUT_STEPS = 8
/** A checkout step that fewer of those in the checkout see is a side way, not a step of the journey. */
const LEAST_SHARE_OF_CHECKOUT = 0.05

const shop: readonly JourneyStep[] = [
  { name: 'Product', event: 'Product Viewed' },
  { name: 'Cart', event: 'Product Added' },
  { name: 'Cart viewed', event: 'Cart Viewed' },
  { name: 'Checkout', event: 'Checkout Started' },
]

const service: readonly JourneyStep[] = [
  { name: 'Sign-up', event: 'Signed Up' },
  { name: 'Trial', event: 'Trial Started' },
]

/**
 * The steps from a visit to the money, as far as the period's events tell them: those of a shop, or those of a service
 * where nothing was ordered but subscriptions were. A step that nobody took is left out.
 *
 * @example journeySteps({ events: { 'Product Viewed': 9, 'Order Completed': 1 }, checkoutSteps: [] })
 * // Visit, Product, Order
 */
export function journeySteps({ events, checkoutSteps }: StepCounts): readonly JourneyStep[] {
  const happened = (event: string) => (events[event] ?? 0) > 0
  const isShop = happened('Order Completed') || !happened('Subscription Started')
  const end: JourneyStep = isShop
    ? { name: 'Order', event: 'Order Completed' }
    : { name: 'Subscription', event: 'Subscription Started' }
  const way = (isShop ? shop : service).filter(({ event }) => event !== null && happened(event))
  return [
    { name: 'Visit', event: null },
    ...way,
    ...(isShop ? namedCheckoutSteps(checkoutSteps) : []),
    ...(happened(end.event ?? '') ? [end] : []),
  ]
}

function namedCheckoutSteps(found: StepCounts['checkoutSteps']): JourneyStep[] {
  const most = Math.max(0, ...found.map(({ sessions }) => sessions))
  return [...found]
    .filter(({ key, sessions }) => key !== '' && sessions >= LEAST_SHARE_OF_CHECKOUT * most)
    .sort((a, b) => b.sessions - a.sessions)
    .slice(0, MOST_CHECKOUT_STEPS)
    .sort((a, b) => a.order - b.order)
    .map(({ key, page }, _, steps) => {
      const isItsOwn = page !== '' && steps.filter((other) => other.page === page).length === 1
      return { name: nameOf(key, isItsOwn ? page : undefined), event: CHECKOUT_STEP, step: key }
    })
}

/** "shipping-address" → "Shipping address"; "2" → the page that only this step has, or "Checkout step 2". */
function nameOf(key: string, page?: string): string {
  if (/^\d+$/.test(key)) return page === undefined ? `Checkout step ${key}` : nameOf(page)
  const words = key.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
