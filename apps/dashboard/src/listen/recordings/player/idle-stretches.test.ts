import { expect, it } from 'vitest'
import { idleStretches, isDeed, stretchAt, totalOf } from './idle-stretches.ts'

it('finds where nothing was done, and shows a little around it', () => {
  const stretches = idleStretches([500, 2_000, 30_000, 31_000], 60_000)
  expect(stretches).toEqual([
    { from: 3_000, to: 29_000 },
    { from: 32_000, to: 59_000 },
  ])
  expect(totalOf(stretches)).toBe(53_000)
  expect(stretchAt(stretches, 3_000)).toBe(stretches[0])
  expect(stretchAt(stretches, 29_000)).toBeUndefined()
})

it('lets somebody read for a while', () => {
  expect(idleStretches([0, 5_900], 11_000)).toEqual([])
})

it('knows only what is loaded, in whatever order it came', () => {
  expect(idleStretches([40_000, 1_000, 12_000], 20_000)).toEqual([
    { from: 2_000, to: 11_000 },
    { from: 13_000, to: 19_000 },
  ])
})

it('takes what a visitor does for a deed, and not what the page does', () => {
  const change = (source: number) => isDeed({ type: 3, timestamp: 0, data: { source } })
  expect([1, 2, 3, 4, 5, 6, 12, 14].every(change)).toBe(true)
  expect([0, 8, 13, 15].some(change)).toBe(false)
  expect(isDeed({ type: 4, timestamp: 0, data: {} })).toBe(true)
  expect(isDeed({ type: 5, timestamp: 0, data: { tag: 'console' } })).toBe(false)
})
