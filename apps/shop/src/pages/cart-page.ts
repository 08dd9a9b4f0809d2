import { imageOf } from '../catalogue/products.ts'
import { tones } from '../catalogue/tones.ts'
import type { View } from '../router.ts'
import { ask } from '../shop/ask.ts'
import {
  cart,
  cartProducts,
  cartProperties,
  onCartChange,
  removeFromCart,
  setCoupon,
  setQuantity,
  totals,
} from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { element } from '../ui/element.ts'
import { buildForm, required, sayFormError } from '../ui/form.ts'
import { notice } from '../ui/frame.ts'
import { money, toCents } from '../ui/money.ts'
import { stepper } from '../ui/stepper.ts'
import { totalsList } from '../ui/totals-list.ts'

let redraw: () => void = () => undefined
onCartChange(() => redraw())

export function cartPage(): View {
  const content = element('div', {})
  const draw = () => content.replaceChildren(...(cartProducts().length > 0 ? filled() : empty()))
  const sums = element('div', {})
  /** Numbers change where they stand: a button that is clicked twice must not be another one by then. */
  redraw = () => {
    if (cartProducts().length !== content.querySelectorAll('.line').length) draw()
    sums.replaceChildren(totalsList(totals()))
    for (const { product, tone, quantity } of cartProducts()) {
      const sum = content.querySelector(`[data-sum="${product.slug}-${tone}"]`)
      if (sum) sum.textContent = money(product.price * quantity)
    }
  }
  const filled = () => [
    element('h1', {}, 'Your cart'),
    element(
      'div',
      { class: 'columns' },
      element('ul', { class: 'lines' }, cartLines()),
      element(
        'aside',
        { class: 'panel' },
        sums,
        element('a', { href: '/shop/checkout/address', class: 'button main', id: 'checkout' }, 'Check out'),
        couponForm(),
      ),
    ),
  ]
  sums.replaceChildren(totalsList(totals()))
  draw()
  return {
    title: 'Your cart',
    content,
    shown: () => track('Cart Viewed', { cart_id: cart().id, products: cartProperties() }),
  }
}

const empty = () => [
  element('h1', {}, 'Your cart is empty'),
  element('p', {}, 'What you add stays here, also when you close the page.'),
  element('p', {}, element('a', { href: '/shop/products', class: 'button main' }, 'See all products')),
]

const cartLines = () =>
  cartProducts().map(({ product, tone, quantity }) =>
    element(
      'li',
      { class: 'line' },
      element('img', { src: imageOf(product, tone), alt: '', width: 96, height: 96 }),
      element(
        'div',
        {},
        element('a', { href: `/shop/p/${product.slug}` }, product.name),
        element('small', {}, tones[tone].name),
        stepper(product.name, quantity, (next) => setQuantity(product, tone, next)),
      ),
      element(
        'div',
        { class: 'line-end' },
        element(
          'span',
          { class: 'price', 'data-sum': `${product.slug}-${tone}` },
          money(product.price * quantity),
        ),
        element(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'aria-label': `Remove ${product.name}`,
            onclick: () => removeFromCart(product, tone),
          },
          'Remove',
        ),
      ),
    ),
  )

type CouponAnswer =
  | { readonly valid: true; readonly code: string; readonly percent: number }
  | { readonly valid: false; readonly reason: 'expired' | 'unknown' }

const couponForm = () =>
  buildForm({
    id: 'coupon',
    fields: [
      {
        name: 'code',
        label: 'Coupon',
        autocomplete: 'off',
        hint: 'WELCOME10 is a good one; SUMMER25 is not.',
        check: required('a code'),
      },
    ],
    submit: 'Apply',
    async onSubmit({ code = '' }, form) {
      const about = { cart_id: cart().id, coupon_id: code.trim().toUpperCase() }
      sayFormError(form, '')
      track('Coupon Entered', about)
      const answer = await ask<CouponAnswer>('coupons', { code }).catch(() => undefined)
      if (!answer) return sayFormError(form, 'The coupon could not be checked. Try again in a minute.')
      if (!answer.valid) {
        track('Coupon Denied', { ...about, reason: answer.reason })
        return sayFormError(
          form,
          answer.reason === 'expired'
            ? 'This coupon has expired.'
            : 'There is no such coupon. Check how it is written.',
        )
      }
      setCoupon(answer)
      const { goods, discount } = totals()
      track('Coupon Applied', { ...about, discount: toCents(discount), value: goods })
      notice(`${answer.percent} % off: ${money(discount)}.`)
    },
  })
