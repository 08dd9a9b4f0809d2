import { categories } from '../catalogue/categories.ts'
import { imageOf, inCategory, products } from '../catalogue/products.ts'
import type { View } from '../router.ts'
import { element } from '../ui/element.ts'
import { productGrid } from '../ui/product-card.ts'

const FAVOURITES = ['nook-lamp', 'speckled-mug', 'herringbone-throw', 'cane-chair']

export function homePage(): View {
  const content = element(
    'div',
    {},
    element(
      'section',
      { class: 'hero' },
      element(
        'div',
        {},
        element('h1', {}, 'Things for a slow home'),
        element(
          'p',
          {},
          'Sixteen of them, made by people we know, to be used every day and mended when they break.',
        ),
        element('a', { href: '/shop/products', class: 'button main' }, 'See all products'),
      ),
      element('img', { src: '/shop/images/alba-pendant-clay.svg', alt: '', width: 640, height: 640 }),
    ),
    element('h2', {}, 'Rooms to fill'),
    element(
      'ul',
      { class: 'tiles' },
      categories.map(({ slug, name, line }) => {
        const second = inCategory(slug)[1]
        return element(
          'li',
          {},
          element(
            'a',
            { href: `/shop/c/${slug}`, class: 'tile' },
            second &&
              element('img', { src: imageOf(second), alt: '', width: 640, height: 640, loading: 'lazy' }),
            element('strong', {}, name),
            element('span', {}, line),
          ),
        )
      }),
    ),
    element('h2', {}, 'What people come back for'),
    productGrid(
      products.filter(({ slug }) => FAVOURITES.includes(slug)),
      'favourites',
    ),
  )
  return { title: 'Things for a slow home', content }
}
