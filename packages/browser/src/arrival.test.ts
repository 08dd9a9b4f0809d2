import { expect, it } from 'vitest'
import { readArrival } from './arrival.ts'

it('reads campaigns as Segment names them', () => {
  expect(
    readArrival(
      '?utm_source=news&utm_medium=email&utm_campaign=spring%20sale&utm_term=a&utm_content=b&utm_id=7',
    ),
  ).toEqual({
    campaign: { source: 'news', medium: 'email', name: 'spring sale', term: 'a', content: 'b', id: '7' },
  })
})

it.each([
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'yclid',
  'li_fat_id',
  'epik',
])('knows the click id %s', (name) => {
  expect(readArrival(`?${name}=1&page=2`)).toEqual({ clickIds: { [name]: '1' } })
})

it.each(['', '?', '?colour=blue&utm_=x&id=3', '?%E0%A4%A'])('finds nothing in "%s"', (search) => {
  expect(readArrival(search)).toEqual({})
})
