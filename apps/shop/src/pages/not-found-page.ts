import type { View } from '../router.ts'
import { element } from '../ui/element.ts'

export const notFoundPage = (): View => ({
  title: 'No such page',
  content: element(
    'div',
    { class: 'narrow' },
    element('h1', {}, 'There is no such page'),
    element('p', {}, 'The address may be mistyped, or the product is no longer made.'),
    element('p', {}, element('a', { href: '/shop/products', class: 'button' }, 'See all products')),
  ),
})
