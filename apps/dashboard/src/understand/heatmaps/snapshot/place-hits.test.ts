import { expect, it } from 'vitest'
import { placeHits } from './place-hits.ts'

it('puts a hit at the same place within its element, else at the same place on the page', () => {
  const boxes = new Map([['#buy', { left: 100, top: 900, width: 200, height: 40 }]])
  const point = { element: '#buy', x: 0.5, y: 300, elementX: 0.25, elementY: 0.5, count: 4 }
  expect(placeHits([point], boxes, 400)).toEqual([{ x: 150, y: 920, count: 4 }])
  expect(placeHits([{ ...point, element: '#gone' }], boxes, 400)).toEqual([{ x: 200, y: 300, count: 4 }])
  expect(placeHits([{ ...point, elementX: null }], boxes, 400)).toEqual([{ x: 200, y: 300, count: 4 }])
})
