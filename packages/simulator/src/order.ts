import type { Product } from './catalogue.ts'
import { type Currency, priceIn } from './markets.ts'
import type { Key } from './random.ts'
import type { JsonObject } from './segment-message.ts'

/** A line of a basket; `cents` is the price of one piece in the minor unit of the currency charged. */
export interface Line {
  readonly product: Product
  readonly quantity: number
  readonly cents: number
}

/** What a basket costs, in the minor unit of the currency. Shelf prices are without tax, as Segment's `revenue` is. */
export interface Bill {
  readonly currency: Currency
  readonly discount: number
  /** Goods after the discount, before tax and shipping: Segment's `subtotal` and `revenue`. */
  readonly subtotal: number
  readonly shipping: number
  readonly tax: number
  readonly total: number
}

export interface Order {
  /** That of the visit which it came from. */
  readonly key: Key
  readonly id: string
  readonly at: number
  readonly lines: readonly Line[]
  readonly bill: Bill
  readonly vat: number
  readonly coupon: string | undefined
  readonly pickUp: boolean
  readonly inStore: boolean
  /** Where it is bought or picked up. */
  readonly storeId: string
  readonly firstOrder: boolean
  readonly anonymousId: string
  readonly userId: string | undefined
}

/** Goods from this many cents of a euro on are sent for nothing. */
const FREE_SHIPPING_FROM = 5000
const SHIPPING = 490

export function billOf(
  lines: readonly Line[],
  currency: Currency,
  percentOff: number,
  vat: number,
  shipped: boolean,
): Bill {
  const goods = goodsOf(lines)
  const discount = Math.round((goods * percentOff) / 100)
  const subtotal = goods - discount
  const free = !shipped || subtotal >= priceIn(currency, FREE_SHIPPING_FROM)
  const shipping = free ? 0 : priceIn(currency, SHIPPING)
  const tax = Math.round(subtotal * vat)
  return { currency, discount, subtotal, shipping, tax, total: subtotal + tax + shipping }
}

export function goodsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents * line.quantity, 0)
}

/** From the minor unit to the number that events carry. */
export function amount(cents: number): number {
  return cents / 100
}

/** A product as Segment's ecommerce events describe it. */
export function productProperties(product: Product, cents: number): JsonObject {
  return {
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    brand: product.brand,
    category: product.category.slug,
    price: amount(cents),
    url: `https://www.shop.example${product.path}`,
    image_url: `https://www.shop.example/images/${product.id}.jpg`,
  }
}

export function lineProperties(lines: readonly Line[]): JsonObject[] {
  return lines.map((line, place) => ({
    product_id: line.product.id,
    sku: line.product.sku,
    name: line.product.name,
    brand: line.product.brand,
    category: line.product.category.slug,
    price: amount(line.cents),
    quantity: line.quantity,
    position: place + 1,
  }))
}

/** The properties of `Order Completed` and of what tells of the same order later. */
export function orderProperties(order: Order): JsonObject {
  const { bill } = order
  return {
    order_id: order.id,
    affiliation: order.inStore ? 'Shop Example, store' : 'Shop Example',
    subtotal: amount(bill.subtotal),
    revenue: amount(bill.subtotal),
    total: amount(bill.total),
    shipping: amount(bill.shipping),
    tax: amount(bill.tax),
    discount: amount(bill.discount),
    ...(order.coupon ? { coupon: order.coupon } : {}),
    currency: bill.currency,
    products: lineProperties(order.lines),
  }
}
