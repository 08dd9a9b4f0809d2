import { expect, it } from 'vitest'
import { sortRows } from './sort-rows.ts'

const rows = [{ v: 10 }, { v: null }, { v: 2 }, { v: 33 }]

it('sorts numbers as numbers, with empty cells last either way', () => {
  expect(sortRows(rows, ({ v }) => v, 'ascending').map(({ v }) => v)).toEqual([2, 10, 33, null])
  expect(sortRows(rows, ({ v }) => v, 'descending').map(({ v }) => v)).toEqual([33, 10, 2, null])
})

it('sorts names as people do, and keeps the order of equals', () => {
  const names = ['step 10', 'Step 2', 'ähnlich', 'step 2']
  expect(sortRows(names, (name) => name, 'ascending')).toEqual(['ähnlich', 'Step 2', 'step 2', 'step 10'])
})
