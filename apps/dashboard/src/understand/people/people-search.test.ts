import { expect, it } from 'vitest'
import { parsePeopleSearch } from './people-search.ts'

it('takes words also where they look like a number', () => {
  expect(parsePeopleSearch({ q: 4711 })).toEqual({ q: '4711' })
  expect(parsePeopleSearch({ q: '' })).toEqual({})
})

it('keeps conditions and leaves out what is none', () => {
  const filter = { property: 'person.plan', operator: 'equals', value: 'pro' }
  expect(parsePeopleSearch({ where: [filter, { property: 'x', operator: 'like' }, null, 'text'] })).toEqual({
    where: [filter],
  })
  expect(parsePeopleSearch({ where: 'person.plan' })).toEqual({})
})
