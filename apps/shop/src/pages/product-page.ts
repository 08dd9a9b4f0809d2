import { categoryOf } from '../catalogue/categories.ts'
import { imageOf, inCategory, type Product, productOf } from '../catalogue/products.ts'
import { type ToneName, tones } from '../catalogue/tones.ts'
import { isPlanted } from '../defects/defects.ts'
import { dropBanner } from '../defects/late-banner.ts'
import type { View } from '../router.ts'
import { addToCart, productProperties } from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { element } from '../ui/element.ts'
import { notice } from '../ui/frame.ts'
import { money } from '../ui/money.ts'
import { productGrid } from '../ui/product-card.ts'
import { stepper } from '../ui/stepper.ts'
import { notFoundPage } from './not-found-page.ts'
import { reviewSection } from './review-section.ts'

/** Where the dead button is dead. */
const PHONE = '(max-width: 599px)'

export function productPage(slug: string): View {
  const product = productOf(slug)
  if (!product) return notFoundPage()
  const content = element('div', {}, productHead(product), reviewSection(product), more(product))
  return {
    title: product.name,
    content,
    shown: () => {
      track('Product Viewed', productProperties(product))
      if (isPlanted('shift')) dropBanner(content)
    },
  }
}

function productHead(product: Product): HTMLElement {
  let quantity = 1
  let [tone]: readonly ToneName[] = product.tones
  const image = element('img', {
    src: pictureOf(product, tone),
    alt: `${product.name}, drawn`,
    width: 640,
    height: 640,
    fetchpriority: 'high',
    class: 'picture',
  })
  const choose = (name: ToneName) => () => {
    tone = name
    image.src = imageOf(product, name)
  }
  const add = () => {
    if (isPlanted('dead-button') && matchMedia(PHONE).matches) return
    addToCart(product, tone ?? product.tones[0], quantity)
    notice(`${product.name} is in your cart. `, element('a', { href: '/shop/cart' }, 'Go to the cart'))
  }
  const category = categoryOf(product.category)
  return element(
    'section',
    { class: 'product' },
    element('div', { class: 'frame' }, image),
    element(
      'div',
      {},
      element('p', { class: 'crumb' }, element('a', { href: `/shop/c/${product.category}` }, category?.name)),
      element('h1', {}, product.name),
      element('p', { class: 'lead' }, product.line),
      element('p', { class: 'price big' }, money(product.price)),
      element(
        'fieldset',
        { class: 'tones' },
        element('legend', {}, 'Colour'),
        product.tones.map((name) =>
          element(
            'label',
            {},
            element('input', {
              type: 'radio',
              name: 'tone',
              value: name,
              checked: name === tone,
              onchange: choose(name),
            }),
            element('img', { src: imageOf(product, name), alt: '', width: 56, height: 56 }),
            tones[name].name,
          ),
        ),
      ),
      element(
        'div',
        { class: 'buy' },
        stepper(product.name, 1, (next) => {
          quantity = next
        }),
        element('button', { type: 'button', class: 'main', id: 'add-to-cart', onclick: add }, 'Add to cart'),
      ),
      element(
        'ul',
        { class: 'details' },
        product.details.map((detail) => element('li', {}, detail)),
      ),
    ),
  )
}

const pictureOf = (product: Product, tone?: ToneName): string =>
  isPlanted('slow-image')
    ? imageOf(product, tone).replace('/images/', '/api/slow-images/')
    : imageOf(product, tone)

const more = (product: Product): HTMLElement =>
  element(
    'section',
    {},
    element('h2', {}, 'Goes well with it'),
    productGrid(
      inCategory(product.category).filter(({ slug }) => slug !== product.slug),
      'related',
    ),
  )
