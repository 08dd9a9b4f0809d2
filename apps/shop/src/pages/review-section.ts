import type { Product } from '../catalogue/products.ts'
import { type Review, ratingOf, reviewsOf, writeReview } from '../catalogue/reviews.ts'
import { track } from '../shop/events.ts'
import { element } from '../ui/element.ts'
import { buildForm, required } from '../ui/form.ts'
import { notice } from '../ui/frame.ts'
import { stars } from '../ui/stars.ts'

/** What people say of a product, and a place to say something. */
export function reviewSection(product: Product): HTMLElement {
  const { average, count } = ratingOf(product)
  const list = element('ul', { class: 'reviews' }, reviewsOf(product).map(reviewItem))
  const rating = element(
    'select',
    { id: 'review-rating', name: 'rating' },
    [5, 4, 3, 2, 1].map((value) => element('option', { value }, `${value} of 5`)),
  )
  const form = buildForm({
    id: 'review',
    before: [element('label', { for: 'review-rating' }, 'Your rating'), rating],
    fields: [
      { name: 'name', label: 'Your first name', autocomplete: 'given-name', check: required('a name') },
      { name: 'text', label: 'What would you tell a friend?', check: required('a sentence or two') },
    ],
    submit: 'Send review',
    onSubmit({ name = '', text = '', rating: value = '5' }) {
      const review = { name, text, rating: Number(value) }
      writeReview(product, review)
      track('Product Reviewed', { product_id: product.slug, rating: review.rating })
      list.prepend(reviewItem(review))
      form.reset()
      notice('Thank you: your review stands at the top.')
    },
  })
  return element(
    'section',
    { class: 'review-section' },
    element('h2', {}, 'Reviews'),
    element('p', {}, stars(average), ` ${average.toFixed(1)} of 5, by ${count} people`),
    list,
    element('details', {}, element('summary', {}, 'Write a review'), form),
  )
}

const reviewItem = ({ name, rating, text }: Review): HTMLElement =>
  element('li', {}, stars(rating), element('p', {}, text), element('small', {}, name))
