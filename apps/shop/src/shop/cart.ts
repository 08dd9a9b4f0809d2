import { imageOf, type Product, productOf } from '../catalogue/products.ts'
import { type ToneName, tones } from '../catalogue/tones.ts'
import { currency, toCents } from '../ui/money.ts'
import { track } from './events.ts'
import { kept } from './kept.ts'

interface CartLine {
  readonly slug: string
  readonly tone: ToneName
  readonly quantity: number
}

interface Coupon {
  readonly code: string
  readonly percent: number
}

interface Cart {
  readonly id: string
  readonly lines: readonly CartLine[]
  readonly coupon?: Coupon
}

/** Every line of it can be sent: more than the most is a mistake of the finger. */
export const MOST_OF_ONE = 9

const stored = kept<Cart>('cart', newCart())
const listeners = new Set<() => void>()

function newCart(): Cart {
  return { id: `cart-${Math.random().toString(36).slice(2, 10)}`, lines: [] }
}

function change(part: Partial<Cart>): void {
  stored.set({ ...stored.get(), ...part })
  for (const listener of listeners) listener()
}

/** Tells of every change from now on. */
export const onCartChange = (listener: () => void): void => {
  listeners.add(listener)
}

export const cart = (): Cart => stored.get()

export const piecesInCart = (): number => cart().lines.reduce((sum, { quantity }) => sum + quantity, 0)

export const emptyCart = (): void => {
  stored.set(newCart())
  change({})
}

/** A product as events tell of it. */
export const productProperties = (product: Product, tone: ToneName = product.tones[0]) => ({
  product_id: product.slug,
  sku: `${product.slug}-${tone}`,
  name: product.name,
  category: product.category,
  brand: product.maker,
  variant: tones[tone].name,
  price: product.price,
  currency,
  url: `${location.origin}/shop/p/${product.slug}`,
  image_url: `${location.origin}${imageOf(product, tone)}`,
})

export const cartProducts = () =>
  cart().lines.flatMap(({ slug, tone, quantity }) => {
    const product = productOf(slug)
    return product ? [{ product, tone, quantity }] : []
  })

export const cartProperties = () =>
  cartProducts().map(({ product, tone, quantity }) => ({ ...productProperties(product, tone), quantity }))

export function addToCart(product: Product, tone: ToneName, quantity: number): void {
  setQuantity(product, tone, Math.min(MOST_OF_ONE, quantityOf(product, tone) + quantity))
  track('Product Added', { cart_id: cart().id, ...productProperties(product, tone), quantity })
}

export function removeFromCart(product: Product, tone: ToneName): void {
  const quantity = quantityOf(product, tone)
  setQuantity(product, tone, 0)
  track('Product Removed', { cart_id: cart().id, ...productProperties(product, tone), quantity })
}

const quantityOf = (product: Product, tone: ToneName): number =>
  cart().lines.find((line) => line.slug === product.slug && line.tone === tone)?.quantity ?? 0

/** Sets how many of a product the cart holds; none takes it out. */
export function setQuantity({ slug }: Product, tone: ToneName, quantity: number): void {
  const isIt = (line: CartLine) => line.slug === slug && line.tone === tone
  const line = { slug, tone, quantity }
  const { lines } = cart()
  const changed = lines.some(isIt) ? lines.map((old) => (isIt(old) ? line : old)) : [...lines, line]
  change({ lines: changed.filter(({ quantity }) => quantity > 0) })
}

export const setCoupon = (coupon: Coupon): void => change({ coupon })

export interface Totals {
  readonly goods: number
  readonly discount: number
  readonly shipping: number
  readonly total: number
}

/** @param shipping undefined as long as it is not chosen */
export function totals(shipping = 0): Totals {
  const goods = toCents(
    cartProducts().reduce((sum, { product, quantity }) => sum + product.price * quantity, 0),
  )
  const discount = toCents((goods * (cart().coupon?.percent ?? 0)) / 100)
  return { goods, discount, shipping, total: toCents(goods - discount + shipping) }
}
