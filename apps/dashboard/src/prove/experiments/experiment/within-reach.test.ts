import { expect, it } from 'vitest'
import { withinReach } from './within-reach.ts'

it('cuts off what the first days did not know, and leaves the later ones as they are', () => {
  const later = { estimate: 0.1, low: -0.1, high: 0.5 }
  const first = { day: 'first', estimate: -2, low: -9, high: 40 }
  expect(withinReach([first, later, later])).toEqual([
    { day: 'first', estimate: -1.5, low: -1.5, high: 1.5 },
    later,
    later,
  ])
  expect(withinReach([])).toEqual([])
})
