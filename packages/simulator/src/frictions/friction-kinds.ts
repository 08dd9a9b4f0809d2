import type { RandomStream } from '../random.ts'
import type { JsonObject } from '../segment-message.ts'
import type { PlantedFriction, PlantedSignal } from './planted-friction.ts'

/** How a friction shows itself and where; whom it hits, since when and how hard is for the shop to say. */
export type FrictionKind = Pick<PlantedFriction, 'at' | 'path' | 'element' | 'signal' | 'signals' | 'seconds'>

const SHOP = 'https://www.shop.example'

/** A button of a checkout step or the cart that does nothing; some hammer it. */
export function deadButton(at: 'start_checkout' | 'complete_shipping'): FrictionKind {
  const element = at === 'start_checkout' ? '#checkout' : '#continue'
  const dead: PlantedSignal = { event: 'Dead Clicked', properties: () => ({ element }) }
  return {
    at,
    path: at === 'start_checkout' ? '/cart' : '/checkout/shipping',
    element,
    signal: 'dead_clicked',
    signals: [
      dead,
      { ...dead, share: 0.5 },
      {
        event: 'Rage Clicked',
        properties: (random) => ({ element, clicks: random.integer(3, 7) }),
        share: 0.35,
      },
    ],
    seconds: 14,
  }
}

/** Payments that the provider does not answer. */
export const paymentOutage: FrictionKind = {
  at: 'complete_payment',
  path: '/checkout/payment',
  element: undefined,
  signal: 'request_failed',
  signals: [failedPayment(), { ...failedPayment(), share: 0.4 }],
  seconds: 25,
}

/** A coupon that ought to work and is refused. */
export function refusedCoupon(codes: readonly string[], reason: string): FrictionKind {
  return {
    at: 'start_checkout',
    path: '/cart',
    element: '#coupon',
    signal: 'coupon_denied',
    signals: [
      {
        event: 'Coupon Denied',
        properties: (random) => {
          const code = random.pick(codes)
          return { element: '#coupon', coupon_id: code, coupon_name: code, reason }
        },
      },
    ],
    seconds: 18,
  }
}

/** A product's picture that takes more than four seconds to show. */
export const slowImage: FrictionKind = {
  at: 'add_to_cart',
  path: '/p/*',
  element: undefined,
  signal: 'slow_lcp',
  signals: [{ event: 'Web Vital Measured', properties: slowLcp }],
  seconds: 4,
}

/** A telephone field that refuses what people write into it. */
export const phoneField: FrictionKind = {
  at: 'complete_contact',
  path: '/checkout/contact',
  element: '#phone',
  signal: 'error_shown',
  signals: [
    {
      event: 'Error Shown',
      properties: () => ({ element: '#phone', element_text: 'Please enter a valid telephone number.' }),
    },
    {
      event: 'Form Field Left',
      properties: (random) => ({
        form: 'contact',
        field: 'phone',
        duration_ms: random.integer(6000, 24_000),
        refills: random.integer(2, 4),
      }),
      share: 0.7,
    },
  ],
  seconds: 10,
}

/** Something that nothing tells of, but that fewer get past it. */
export function silentRegression(
  at: 'add_to_cart' | 'start_checkout' | 'complete_contact' | 'complete_payment',
): FrictionKind {
  const path = {
    add_to_cart: '/p/*',
    start_checkout: '/cart',
    complete_contact: '/checkout/contact',
    complete_payment: '/checkout/payment',
  }[at]
  return { at, path, element: undefined, signal: 'step_dropped', signals: [], seconds: 0 }
}

/** Clicks on the photo gallery, which people do for fun. */
export function galleryClicks(event: 'Rage Clicked' | 'Dead Clicked'): FrictionKind {
  const rage = event === 'Rage Clicked'
  return {
    at: 'add_to_cart',
    path: '/p/*',
    element: '#gallery',
    signal: rage ? 'rage_clicked' : 'dead_clicked',
    signals: [
      {
        event,
        properties: (random) => ({ element: '#gallery', ...(rage ? { clicks: random.integer(3, 6) } : {}) }),
      },
    ],
    seconds: 3,
  }
}

function failedPayment(): PlantedSignal {
  return {
    event: 'Request Failed',
    properties: (random) => ({
      url: `${SHOP}/api/payments`,
      status: random.pick([502, 503, 504]),
      duration_ms: random.integer(4000, 30_000),
    }),
  }
}

function slowLcp(random: RandomStream): JsonObject {
  return {
    metric: 'LCP',
    value: 4001 + Math.floor(random.waiting(1800)),
    rating: 'poor',
    attribution: 'img.product',
  }
}
