import type { JourneyMapping, StageName, StageRule } from '@throughline/contract/journey-mapping'

/** Which events a project has, by which its default rules are chosen. */
export type ProjectKind = 'shop' | 'app' | 'both'

export const shopEvents = [
  'Products Searched',
  'Product List Viewed',
  'Product Clicked',
  'Product Viewed',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
]
export const appEvents = [
  'Signed Up',
  'Signed In',
  'Trial Started',
  'Subscription Started',
  'Subscription Cancelled',
]

/** Signals of how it felt: they are no steps that a customer takes. */
const signals = [
  'Element Clicked',
  'Rage Clicked',
  'Dead Clicked',
  'Error Shown',
  'Script Failed',
  'Request Failed',
  'Form Started',
  'Form Field Left',
  'Form Submitted',
  'Form Abandoned',
  'Scroll Depth Reached',
  'Page Left',
  'Page Returned',
  'Web Vital Measured',
  'Survey Shown',
  'Survey Answered',
  'Survey Dismissed',
  'Flag Evaluated',
  'Experiment Viewed',
  'Decision Made',
  'identify',
  'group',
  'alias',
]

/** Rules for projects without their own. The first that fits an event counts, so the order matters. */
export function defaultMapping(kind: ProjectKind): JourneyMapping {
  const shop = kind !== 'app'
  return {
    rules: [
      ...advocacy,
      ...(shop ? shopPurchase : []),
      ...(kind === 'shop' ? [] : subscriptions),
      ...support,
      ...(shop ? afterOrder : []),
      ...firstUse,
      ...arrivals,
      ...(shop ? catalogue : []),
      ...pricing,
      ...visits,
      ...(kind === 'app' ? use : []),
    ],
  }
}

const of = (stage: StageName, touchpoint: string, events: readonly string[], rest: Partial<StageRule> = {}) =>
  events.map((event): StageRule => ({ stage, touchpoint, event, ...rest }))

const at = (stage: StageName, touchpoint: string, paths: readonly string[], rest: Partial<StageRule> = {}) =>
  paths.map((path): StageRule => ({ stage, touchpoint, path, where: [onPage], ...rest }))

const onPage = { property: 'type', operator: 'in' as const, value: ['page', 'screen'] }

const advocacy: StageRule[] = [
  ...of('advocacy', 'Review', ['Product Reviewed', 'Review Received']),
  ...of('advocacy', 'Shared', ['Product Shared']),
  ...of('advocacy', 'Referral', ['Referral Sent', 'Invite Sent']),
  {
    stage: 'advocacy',
    touchpoint: 'Promoter (NPS 9 or 10)',
    event: 'Survey Answered',
    where: [
      { property: 'metric', operator: 'equals', value: 'nps' },
      { property: 'score', operator: 'atLeast', value: 9 },
    ],
  },
]

const shopPurchase: StageRule[] = [
  ...of('purchase', 'First order', ['Order Completed'], { moment: { order: 'before' } }),
  ...of('retention', 'Repeat order', ['Order Completed']),
  ...of('purchase', 'Cart', ['Product Added', 'Product Removed', 'Cart Viewed']),
  ...of('purchase', 'Checkout', ['Checkout Started', 'Checkout Step Viewed', 'Checkout Step Completed']),
  ...of('purchase', 'Payment', ['Payment Info Entered']),
  ...of('purchase', 'Coupon', ['Coupon Entered', 'Coupon Applied', 'Coupon Denied']),
  ...at('purchase', 'Cart', ['/cart', '/cart/*', '/basket', '/basket/*']),
  ...at('purchase', 'Checkout', ['/checkout', '/checkout/*']),
]

const subscriptions: StageRule[] = [
  ...of('purchase', 'Subscription', ['Subscription Started']),
  ...of('retention', 'Cancellation', ['Subscription Cancelled']),
  ...of('onboarding', 'Trial', ['Trial Started']),
]

const support: StageRule[] = [
  ...of('retention', 'Support ticket', ['Ticket Opened', 'Ticket Resolved']),
  ...of('retention', 'Chat', ['Chat Started']),
  ...of('retention', 'Call', ['Call Started', 'Call Ended']),
  ...of('consideration', 'Help', ['Help Sought'], { moment: { order: 'before', signUp: 'before' } }),
  ...of('retention', 'Help', ['Help Sought']),
]

const afterOrder: StageRule[] = [
  ...of('onboarding', 'Delivery', ['Shipment Updated']),
  ...of('onboarding', 'Order tracker', ['Shipment Tracker Viewed']),
  ...of('onboarding', 'Store pick-up', ['Order Ready For Pickup', 'Order Picked Up']),
  ...of('retention', 'Return', ['Return Started', 'Return Completed']),
  ...of('retention', 'Refund or cancellation', ['Order Refunded', 'Order Cancelled']),
  ...of('retention', 'Order change', ['Order Updated']),
  ...at('onboarding', 'Order tracker', ['/orders/track*', '/track-order*', '/order-status*']),
]

const firstUse: StageRule[] = [
  ...of('onboarding', 'Sign-up', ['Signed Up']),
  ...of('onboarding', 'First use', ['Application Opened', 'Signed In', 'Store Visited'], {
    moment: { firstUse: true },
  }),
  { stage: 'onboarding', touchpoint: 'First use', where: [onPage], moment: { firstUse: true } },
]

const from = (arrivals: readonly string[]) => ({
  property: 'source',
  operator: 'in' as const,
  value: [...arrivals],
})

const landing = (touchpoint: string, sources: readonly string[]): StageRule => ({
  stage: 'awareness',
  touchpoint,
  where: [onPage, from(sources)],
  moment: { visit: 'first' },
})

const campaign = { property: 'campaign.source', operator: 'exists' as const }

const arrivals: StageRule[] = [
  landing('Paid search', ['paid_search']),
  landing('Paid social', ['paid_social']),
  landing('Display', ['display', 'affiliate']),
  landing('Organic search', ['organic_search']),
  landing('Social', ['social']),
  landing('Referral', ['referral']),
  {
    stage: 'awareness',
    touchpoint: 'Campaign landing',
    where: [onPage, campaign],
    moment: { order: 'before', signUp: 'before' },
  },
  { stage: 'retention', touchpoint: 'Campaign return', where: [onPage, campaign] },
  landing('Direct', ['direct']),
  ...of('awareness', 'App install', ['Application Installed']),
]

const catalogue: StageRule[] = [
  ...of('consideration', 'Lists', ['Product List Viewed', 'Product Clicked']),
  ...of('consideration', 'Product page', ['Product Viewed']),
  ...of('consideration', 'Search', ['Products Searched']),
  ...of('consideration', 'Scan in store', ['Item Scanned']),
  ...at('consideration', 'Product page', ['/product/*', '/products/*', '/p/*']),
  ...at('consideration', 'Lists', ['/c/*', '/category/*', '/categories/*', '/collections/*']),
  ...at('consideration', 'Search', ['/search*']),
]

const pricing: StageRule[] = at('consideration', 'Pricing', ['/pricing*', '/plans*'])

const visits: StageRule[] = [
  ...of('awareness', 'Store', ['Store Visited'], { moment: { visit: 'first' } }),
  ...of('retention', 'Store visit', ['Store Visited']),
  ...of('awareness', 'App', ['Application Opened'], { moment: { visit: 'first' } }),
  ...of('retention', 'App visit', ['Application Opened']),
  ...of('retention', 'Sign-in', ['Signed In']),
  ...of('retention', 'Message', ['Message Opened', 'Message Clicked', 'Offer Redeemed']),
  { stage: 'awareness', touchpoint: 'First visit', where: [onPage], moment: { visit: 'first' } },
  { stage: 'retention', touchpoint: 'Return visit', where: [onPage], moment: { visit: 'return' } },
]

const noSignal = { property: 'event', operator: 'notIn' as const, value: signals }

const use: StageRule[] = [
  { stage: 'onboarding', touchpoint: 'First use', where: [noSignal], moment: { firstUse: true } },
  { stage: 'retention', touchpoint: 'Use', where: [noSignal], moment: { signUp: 'after' } },
]
