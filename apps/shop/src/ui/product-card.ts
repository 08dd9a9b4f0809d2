import { imageOf, type Product } from '../catalogue/products.ts'
import { ratingOf } from '../catalogue/reviews.ts'
import { productProperties } from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { element } from './element.ts'
import { money } from './money.ts'
import { stars } from './stars.ts'

/** A grid of products; lists that are counted name themselves. */
export const productGrid = (products: readonly Product[], listId: string): HTMLElement =>
  element(
    'ul',
    { class: 'grid' },
    products.map((product, at) => element('li', {}, productCard(product, listId, at + 1))),
  )

function productCard(product: Product, listId: string, position: number): HTMLElement {
  const { average, count } = ratingOf(product)
  return element(
    'a',
    {
      href: `/shop/p/${product.slug}`,
      class: 'card',
      onclick: () => track('Product Clicked', { list_id: listId, position, ...productProperties(product) }),
    },
    element('img', {
      src: imageOf(product),
      alt: '',
      width: 640,
      height: 640,
      loading: position > 4 ? 'lazy' : 'eager',
    }),
    element('span', { class: 'card-name' }, product.name),
    element('span', { class: 'price' }, money(product.price)),
    element('span', { class: 'rating' }, stars(average), ` ${count}`),
  )
}
