import { expect, it } from 'vitest'
import { parseSpeedSearch } from './speed-search.ts'

it('reads what a link says', () => {
  const search = { metric: 'INP', by: 'country', page: '/product/*', aim: 'Signed Up' }
  expect(parseSpeedSearch({ ...search, period: '7d' })).toEqual(search)
})

it('leaves out what it does not understand', () => {
  expect(parseSpeedSearch({ metric: 'FID', by: 'weather', page: '', aim: null })).toEqual({})
  expect(parseSpeedSearch({ page: 404 })).toEqual({ page: '404' })
})
