import { expect, it } from 'vitest'
import { parseMomentSearch, parseRecordingsSearch, secondsOf, timeOf } from './recordings-search.ts'

it('reads the filters of a link', () => {
  const search = { signal: 'rage_clicked', path: '/product/*', person: 4711, period: '7d' }
  expect(parseRecordingsSearch(search)).toEqual({
    signal: 'rage_clicked',
    path: '/product/*',
    person: '4711',
  })
})

it('leaves out what it does not understand', () => {
  expect(parseRecordingsSearch({ signal: 'constructor', path: ' ', person: ['a'] })).toEqual({})
  expect(parseRecordingsSearch({ signal: 'angry' })).toEqual({})
})

it('reads the moment of a link', () => {
  expect([{ t: 42.5 }, { t: '7' }, { t: 0 }].map(parseMomentSearch)).toEqual([
    { t: 42.5 },
    { t: 7 },
    { t: 0 },
  ])
  expect([{ t: -1 }, { t: 'soon' }, { t: '' }, {}].map(parseMomentSearch)).toEqual([{}, {}, {}, {}])
})

it('links to the very millisecond, never to the second after', () => {
  for (const time of [0, 999, 8_200, 55_972, 55_972.4, 3_599_999])
    expect(timeOf(secondsOf(time))).toBe(Math.floor(time))
})
