import { describe, expect, it } from 'vitest'
import { parseJourneySearch } from './journey-search.ts'

describe('parseJourneySearch', () => {
  it('reads what is compared and what is open', () => {
    expect(parseJourneySearch({ compare: 's1', stage: 'purchase', touchpoint: 'Cart' })).toEqual({
      compare: 's1',
      stage: 'purchase',
      touchpoint: 'Cart',
    })
  })

  it('leaves out what it does not know, and a touchpoint without its stage', () => {
    expect(parseJourneySearch({ compare: '', stage: 'nirvana', touchpoint: 'Cart' })).toEqual({})
  })
})
