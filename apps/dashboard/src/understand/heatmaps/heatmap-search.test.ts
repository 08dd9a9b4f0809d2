import { expect, it } from 'vitest'
import { parseHeatmapSearch } from './heatmap-search.ts'

it('reads page, device, layer and element', () => {
  const search = { path: '/product/*', device: 'mobile', show: 'rage', element: '#buy' }
  expect(parseHeatmapSearch({ ...search, period: '7d' })).toEqual(search)
})

it('leaves out what it does not understand', () => {
  expect(parseHeatmapSearch({ path: '', device: 4, show: 'hover', element: ['a'] })).toEqual({})
})
