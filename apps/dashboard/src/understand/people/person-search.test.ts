import { expect, it } from 'vitest'
import { parsePersonSearch } from './person-search.ts'

it('opens the part that the link names, and the timeline for a name that is none', () => {
  expect(parsePersonSearch({ tab: 'identity', event: 404 })).toEqual({ tab: 'identity', event: '404' })
  expect(parsePersonSearch({ tab: 'secrets', event: '' })).toEqual({})
})
