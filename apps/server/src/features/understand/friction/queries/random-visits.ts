import fc from 'fast-check'
import type { EventRow } from '../../../../platform/events/event-row.ts'
import { eventRow } from '../../../../testing/event-rows.ts'
import type { NaiveEvent } from './naive-sessions.ts'

export const START = Date.UTC(2026, 0, 10)
export const DAYS = 4
const MINUTE = 60_000

/** Who was joined to whom. */
export const joined: Readonly<Record<string, string>> = { u4: 'u1', u5: 'u2' }

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 90 }) },
  { weight: 1, arbitrary: fc.constantFrom<string | number>('12.5', 'abc', -4, 0) },
)
const currency = fc.constantFrom('', '', 'EUR', 'usd', 'USD', 'CHF', 'euro')
const event: fc.Arbitrary<NaiveEvent> = fc
  .record({
    user: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5'),
    session: fc.constantFrom('', '', 's1', 's2', 's3', 's4', 's5', 's6'),
    // From two days before the period to half a day after it; no two in one minute, so that time orders them.
    minute: fc.integer({ min: -2 * 1440, max: DAYS * 1440 + 720 }),
    event: fc.constantFrom(
      ...['page', 'page', 'page', 'page', 'Product Viewed', 'Product Viewed', 'Product Added', 'Cart Viewed'],
      ...[
        'Checkout Started',
        'Checkout Step Viewed',
        'Checkout Step Viewed',
        'Order Completed',
        'Order Completed',
      ],
      ...['Order Refunded', 'Order Cancelled', 'Dead Clicked', 'Coupon Denied', 'Web Vital Measured'],
      ...['Size Guide Opened', 'Size Guide Opened', 'Size Guide Opened', 'Shipment Updated'],
    ),
    path: fc.constantFrom('/', '/p/red', '/cart', '/checkout/address', '/checkout/pay'),
    device: fc.constantFrom('mobile', 'desktop'),
    amount,
    currency,
    step: fc.constantFrom('', 'address', 'pay'),
    order: fc.constantFrom('', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8'),
    element: fc.constantFrom('', '#buy', '#pay'),
    said: fc.constantFrom('', '/p/blue'),
    quantity: fc.constantFrom(0, 1, 2),
    rest: fc.boolean(),
  })
  .map(({ minute, amount, currency, step, order, element, said, quantity, rest, ...one }) => ({
    ...one,
    person: joined[one.user] ?? one.user,
    at: START + minute * MINUTE,
    properties: propertiesOf(one.event, { amount, currency, step, order, element, said, quantity, rest }),
  }))

interface Drawn {
  readonly amount: string | number
  readonly currency: string
  readonly step: string
  readonly order: string
  readonly element: string
  readonly said: string
  readonly quantity: number
  readonly rest: boolean
}

function propertiesOf(event: string, drawn: Drawn): NaiveEvent['properties'] {
  const { amount, currency, step, order, element, said, quantity, rest } = drawn
  const of = currency === '' ? {} : { currency }
  const where = { ...(said !== '' && { path: said }), ...(element !== '' && { element }) }
  switch (event) {
    case 'Product Viewed':
      return { price: amount, ...of }
    case 'Product Added':
      return { price: amount, ...(quantity > 0 && { quantity }), ...of }
    case 'Cart Viewed':
    case 'Checkout Started':
      return { value: amount, ...of }
    case 'Checkout Step Viewed':
      return step === '' ? {} : { step_name: step }
    case 'Order Completed':
      return { ...(order !== '' && { order_id: order }), revenue: amount, ...of }
    case 'Order Refunded':
      return { order_id: order || 'o1', ...(rest ? {} : { revenue: 5 }) }
    case 'Order Cancelled':
      return { order_id: order || 'o1' }
    case 'Coupon Denied':
      return { ...where, ...(rest ? { coupon_id: 'SPRING' } : { coupon: 'SUMMER' }) }
    case 'Web Vital Measured':
      return { ...where, metric: 'LCP', value: rest ? 5000 : 900 }
    case 'Dead Clicked':
    case 'Size Guide Opened':
      return where
    default:
      return {}
  }
}

/** Some dozens to some hundreds of things that happened, an order among them. */
export const history: fc.Arbitrary<NaiveEvent[]> = fc
  .uniqueArray(event, { minLength: 40, maxLength: 500, selector: ({ at }) => at })
  .map((events) => [
    ...events,
    {
      person: 'u3',
      user: 'u3',
      session: 's9',
      at: START + 1000,
      event: 'Order Completed',
      path: '/',
      device: 'mobile',
      properties: { order_id: 'first', revenue: 10 },
    },
  ])

/** What the log would hold of them. */
export const rowsOf = (projectId: string, events: readonly NaiveEvent[]): EventRow[] =>
  events.map((one, index) =>
    eventRow({
      project_id: projectId,
      message_id: `m${index}`,
      user_id: one.user,
      session_id: one.session,
      ts: one.at,
      path: one.path,
      device_type: one.device,
      properties: JSON.stringify(one.properties),
      ...(one.event === 'page' ? { type: 'page', event: 'Home' } : { event: one.event }),
    }),
  )
