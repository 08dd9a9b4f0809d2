import { expect, it } from 'vitest'
import { commentWords } from './comment-words.ts'

it.each([
  [{ score: 3, metric: 'nps', afterMs: 7_300_000 }, 'met it 2 hours before · NPS 3 of 10'],
  [{ score: 2, metric: 'csat', afterMs: 60_000 }, 'met it 1 minute before · CSAT 2 of 5'],
  [{ score: 1, metric: 'rating', afterMs: 3 * 86_400_000 }, 'met it 3 days before · rating 1 of 5'],
  [{ score: 7, metric: null, afterMs: 900 }, 'met it just before · score 7'],
  [{ score: null, metric: null, afterMs: null }, 'of another person on the page'],
])('whose words %j are: %s', (comment, words) => {
  expect(commentWords(comment)).toBe(words)
})
