import { cart, cartProperties, totals } from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { kept } from '../shop/kept.ts'
import { currency } from '../ui/money.ts'

export interface DeliveryOption {
  readonly id: string
  readonly name: string
  readonly days: string
  readonly price: number
}

interface Checkout {
  readonly id: string
  readonly address?: Readonly<Record<string, string>>
  readonly delivery?: DeliveryOption
  /** Steps are viewed again by going back; a checkout starts once. */
  readonly begun?: boolean
}

const newCheckout = (): Checkout => ({ id: `HS-${Date.now().toString(36).toUpperCase()}` })

/** A checkout in progress; it goes with the tab. */
const stored = kept<Checkout>('checkout', newCheckout(), () => sessionStorage)

export const checkout = (): Checkout => stored.get()

export const changeCheckout = (part: Partial<Checkout>): void => stored.set({ ...stored.get(), ...part })

export const endCheckout = (): void => stored.set(newCheckout())

export const stepNames = ['Address', 'Delivery', 'Payment'] as const

const stepProperties = (step: number) => ({
  checkout_id: checkout().id,
  step,
  step_name: stepNames[step - 1],
  shipping_method: checkout().delivery?.id,
})

export function viewStep(step: number): void {
  if (!checkout().begun) {
    changeCheckout({ begun: true })
    track('Checkout Started', orderProperties())
  }
  track('Checkout Step Viewed', stepProperties(step))
}

export const completeStep = (step: number): void => track('Checkout Step Completed', stepProperties(step))

/** The order as it is so far, as Segment's events of checkout and order carry it. */
export function orderProperties() {
  const { goods, discount, shipping, total } = totals(checkout().delivery?.price)
  return {
    order_id: checkout().id,
    checkout_id: checkout().id,
    value: total,
    total,
    revenue: total,
    subtotal: goods,
    shipping,
    discount,
    coupon: cart().coupon?.code,
    currency,
    products: cartProperties(),
  }
}
