import { describe, expect, it } from 'vitest'
import { segmentChoices } from './segment-choices.ts'

const buyers = { id: 's1', name: 'Buyers' }
const loyal = { id: 's2', name: 'Loyal' }

describe('the segments to choose from', () => {
  it('leave out the one that is said', () => {
    expect(segmentChoices([buyers, loyal], undefined, 's2')).toEqual([{ value: 's1', label: 'Buyers' }])
  })

  it('hold the one that is chosen, also where it is deleted', () => {
    expect(segmentChoices([buyers], 'gone')).toEqual([
      { value: 'gone', label: 'Deleted segment' },
      { value: 's1', label: 'Buyers' },
    ])
    expect(segmentChoices([buyers, loyal], 's2', 's2')).toContainEqual({ value: 's2', label: 'Loyal' })
  })

  it('call none deleted before the list is there', () => {
    expect(segmentChoices(undefined, 's1')).toEqual([{ value: 's1', label: 's1' }])
  })
})
