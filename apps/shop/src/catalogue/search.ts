import { categoryOf } from './categories.ts'
import { type Product, products } from './products.ts'
import { tones } from './tones.ts'

/** Products of which every word of the query is part of a word: name, category, maker, colours, description. */
export function searchProducts(query: string): readonly Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return products.filter((product) => {
    const text = textOf(product)
    return words.every((word) => text.includes(word) || text.includes(word.replace(/e?s$/, '')))
  })
}

const textOf = ({ name, category, maker, line, details, tones: names }: Product): string =>
  [name, categoryOf(category)?.name, maker, line, ...details, ...names.map((tone) => tones[tone].name)]
    .join(' ')
    .toLowerCase()
