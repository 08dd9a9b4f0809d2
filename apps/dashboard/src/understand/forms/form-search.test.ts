import { expect, it } from 'vitest'
import { parseFormSearch } from './form-search.ts'

it('reads form and device', () => {
  expect(parseFormSearch({ form: 'checkout', device: 'mobile', tab: 'x' })).toEqual({
    form: 'checkout',
    device: 'mobile',
  })
})

it('keeps a form whose name is made of digits and leaves out what it does not understand', () => {
  expect(parseFormSearch({ form: 42, device: '' })).toEqual({ form: '42' })
  expect(parseFormSearch({ form: ['a'], device: null })).toEqual({})
})
