import { categoryOf } from '../catalogue/categories.ts'
import { inCategory, type Product, products } from '../catalogue/products.ts'
import { searchProducts } from '../catalogue/search.ts'
import type { View } from '../router.ts'
import { productProperties } from '../shop/cart.ts'
import { track } from '../shop/events.ts'
import { element } from '../ui/element.ts'
import { productGrid } from '../ui/product-card.ts'
import { notFoundPage } from './not-found-page.ts'

export const allPage = (): View =>
  listPage('all', 'All products', 'Everything we have, and no more.', products)

export function categoryPage(slug: string): View {
  const category = categoryOf(slug)
  if (!category) return notFoundPage()
  return listPage(slug, category.name, category.line, inCategory(category.slug))
}

function listPage(listId: string, name: string, line: string, list: readonly Product[]): View {
  return {
    title: name,
    content: element(
      'div',
      {},
      element('h1', {}, name),
      element('p', { class: 'lead' }, line),
      productGrid(list, listId),
    ),
    shown: () =>
      track('Product List Viewed', {
        list_id: listId,
        category: listId,
        products: list.map((product, at) => ({ ...productProperties(product), position: at + 1 })),
      }),
  }
}

export function searchPage(_part: string, address: URLSearchParams): View {
  const query = address.get('q')?.trim() ?? ''
  const found = searchProducts(query)
  const content =
    found.length > 0
      ? element(
          'div',
          {},
          element('h1', {}, `${found.length} found for “${query}”`),
          productGrid(found, 'search'),
        )
      : element(
          'div',
          { class: 'narrow' },
          element('h1', {}, `Nothing found for “${query}”`),
          element(
            'p',
            {},
            'Try fewer or other words, such as “lamp”, “mug” or “walnut”, or look through a category.',
          ),
          element('p', {}, element('a', { href: '/shop/products', class: 'button' }, 'See all products')),
        )
  return {
    title: `Search for “${query}”`,
    content,
    shown: () => track('Products Searched', { query, results: found.length }),
  }
}
