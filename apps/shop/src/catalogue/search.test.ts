import { expect, it } from 'vitest'
import { searchProducts } from './search.ts'

const found = (query: string) => searchProducts(query).map(({ slug }) => slug)

it.each([
  ['mug', 'speckled-mug'],
  ['  Mugs ', 'speckled-mug'],
  ['linen towel', 'linen-towels'],
  ['walnut chair', 'cane-chair'],
])('finds “%s”', (query, slug) => expect(found(query)).toContain(slug))

it.each(['', '  ', 'bicycle', 'mug bicycle'])('finds nothing for “%s”', (query) =>
  expect(found(query)).toEqual([]),
)
