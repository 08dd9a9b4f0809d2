import { kept } from '../shop/kept.ts'
import { type Product, products } from './products.ts'

export interface Review {
  readonly name: string
  readonly rating: number
  readonly text: string
}

const written = kept<Readonly<Record<string, readonly Review[]>>>('reviews', {})

const said: readonly Review[] = [
  { name: 'Mette', rating: 5, text: 'Better than in the picture, and the picture is good.' },
  { name: 'Jonas', rating: 4, text: 'Solid and well made. The parcel took a day longer than promised.' },
  { name: 'Aoife', rating: 5, text: 'My second one. The first was a gift that I wanted to keep.' },
  { name: 'Luc', rating: 3, text: 'Nice, but the colour is a little darker than I thought.' },
  { name: 'Hanna', rating: 5, text: 'Feels as if it had always been here.' },
  { name: 'Pietro', rating: 4, text: 'Simple, useful, no nonsense.' },
  { name: 'Sofia', rating: 5, text: 'We use it every single day.' },
]

/** What people say of a product: what is written here first. */
export function reviewsOf({ slug }: Product): readonly Review[] {
  const place = products.findIndex((product) => product.slug === slug)
  const own = written.get()[slug] ?? []
  return [...own, ...said.filter((_, at) => (at + place) % 3 !== 0)]
}

export function ratingOf(product: Product): { readonly average: number; readonly count: number } {
  const reviews = reviewsOf(product)
  return {
    average: reviews.reduce((sum, { rating }) => sum + rating, 0) / reviews.length,
    count: reviews.length,
  }
}

export function writeReview({ slug }: Product, review: Review): void {
  const all = written.get()
  written.set({ ...all, [slug]: [review, ...(all[slug] ?? [])] })
}
