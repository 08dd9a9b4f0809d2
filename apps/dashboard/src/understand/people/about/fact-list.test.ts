import { expect, it } from 'vitest'
import { factsOf, factText } from './fact-list.tsx'

it('names what is inside another by its whole path', () => {
  const facts = factsOf({
    plan: 'pro',
    address: { country: 'FR', geo: { lat: 1 } },
    tags: ['a', 'b'],
    empty: {},
  })
  expect(facts.map(({ name, value }) => `${name}=${factText(value)}`)).toEqual([
    'plan=pro',
    'address.country=FR',
    'address.geo.lat=1',
    'tags=a, b',
  ])
})

it('says truth values as words, and what people do not write as JSON', () => {
  expect([true, false, 3, null, [{ a: 1 }]].map(factText)).toEqual(['yes', 'no', '3', 'null', '[{"a":1}]'])
})
