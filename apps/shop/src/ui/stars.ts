import { element } from './element.ts'

/** A rating of up to five, read out as one. */
export const stars = (rating: number): HTMLElement =>
  element(
    'span',
    { class: 'stars', role: 'img', 'aria-label': `${rating.toFixed(1)} of 5 stars` },
    '★'.repeat(Math.round(rating)) + '☆'.repeat(5 - Math.round(rating)),
  )
