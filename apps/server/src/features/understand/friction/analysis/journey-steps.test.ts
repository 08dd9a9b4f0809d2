import { describe, expect, it } from 'vitest'
import { journeySteps } from './journey-steps.ts'

const names = (of: Parameters<typeof journeySteps>[0]) => journeySteps(of).map(({ name }) => name)
const events = (...happened: string[]) => Object.fromEntries(happened.map((event) => [event, 5]))

describe('the steps of the journey', () => {
  it('are those of a shop that somebody took', () => {
    expect(names({ events: events('Product Viewed', 'Order Completed'), checkoutSteps: [] })).toEqual([
      'Visit',
      'Product',
      'Order',
    ])
  })

  it('name checkout steps in the order in which they come, without side ways', () => {
    const checkoutSteps = [
      { key: 'payment', sessions: 60, order: 2.1 },
      { key: 'shipping-address', sessions: 100, order: 1 },
      { key: '3', sessions: 50, order: 2.9 },
      { key: 'gift_card', sessions: 4, order: 1.5 },
      { key: '', sessions: 90, order: 1 },
    ]
    expect(names({ events: events('Checkout Started', 'Order Completed'), checkoutSteps })).toEqual([
      'Visit',
      'Checkout',
      'Shipping address',
      'Payment',
      'Checkout step 3',
      'Order',
    ])
  })

  it('are numbers where a checkout has one page for all, and pages where each number has its own', () => {
    const numbered = (...pages: string[]) =>
      pages.map((page, order) => ({ key: String(order + 1), sessions: 50, order, page }))
    const told = (...pages: string[]) =>
      names({ events: events('Order Completed'), checkoutSteps: numbered(...pages) }).slice(1, -1)
    expect(told('checkout', 'checkout')).toEqual(['Checkout step 1', 'Checkout step 2'])
    expect(told('your-address', 'payment')).toEqual(['Your address', 'Payment'])
    expect(told('', 'payment')).toEqual(['Checkout step 1', 'Payment'])
  })

  it('are at most eight in the checkout', () => {
    const checkoutSteps = Array.from({ length: 20 }, (_, order) => ({
      key: `s${order}`,
      sessions: 10,
      order,
    }))
    expect(names({ events: events('Order Completed'), checkoutSteps })).toHaveLength(10)
  })

  it('are those of a service where subscriptions start and nothing is ordered', () => {
    expect(
      names({ events: events('Signed Up', 'Subscription Started', 'Product Viewed'), checkoutSteps: [] }),
    ).toEqual(['Visit', 'Sign-up', 'Subscription'])
  })

  it('are the visit alone where nothing else is told', () => {
    expect(names({ events: {}, checkoutSteps: [] })).toEqual(['Visit'])
  })
})
