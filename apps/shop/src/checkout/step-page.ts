import type { View } from '../router.ts'
import { cartProducts, totals } from '../shop/cart.ts'
import { element } from '../ui/element.ts'
import { icon } from '../ui/icon.ts'
import { totalsList } from '../ui/totals-list.ts'
import { checkout, stepNames, viewStep } from './checkout.ts'

/** A step of the checkout, with the way through all three above and the sum beside it. */
export function stepPage(step: number, body: HTMLElement): View {
  const name = stepNames[step - 1] ?? ''
  if (cartProducts().length === 0)
    return {
      title: 'Checkout',
      content: element(
        'div',
        { class: 'narrow' },
        element('h1', {}, 'There is nothing to check out'),
        element('p', {}, 'Your cart is empty.'),
        element('p', {}, element('a', { href: '/shop/products', class: 'button main' }, 'See all products')),
      ),
    }
  const way = stepNames.map((title, at) =>
    element(
      'li',
      { 'aria-current': at + 1 === step ? 'step' : undefined, class: at + 1 < step ? 'done' : undefined },
      at + 1 < step && icon('check'),
      at + 1 < step ? element('a', { href: `/shop/checkout/${title.toLowerCase()}` }, title) : title,
    ),
  )
  return {
    title: `Checkout: ${name}`,
    content: element(
      'div',
      {},
      element('ol', { class: 'way' }, way),
      element('h1', {}, name),
      element(
        'div',
        { class: 'columns' },
        body,
        element(
          'aside',
          { class: 'panel' },
          element(
            'ul',
            { class: 'summary' },
            cartProducts().map(({ product, quantity }) => element('li', {}, `${quantity} × ${product.name}`)),
          ),
          totalsList(totals(checkout().delivery?.price)),
        ),
      ),
    ),
    shown: () => viewStep(step),
  }
}
