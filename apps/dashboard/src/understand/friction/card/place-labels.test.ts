import { expect, it } from 'vitest'
import { placeLabels } from './place-labels.ts'

const placed = (width: number, ...events: readonly (readonly [number, ...string[]])[]) =>
  placeLabels(
    events.map(([index, ...labels]) => ({ index, labels })),
    100,
    width,
  ).map(({ label, side = 'middle' }) => `${label} ${side}`)

it('puts labels in the middle of their lines where there is room', () => {
  expect(placed(600, [20, '4.12.0', 'began'], [60, '4.12.1'])).toEqual([
    '4.12.0, began middle',
    '4.12.1 middle',
  ])
})

it('moves them to the sides of lines that are near each other or the edge', () => {
  expect(placed(600, [0, '4.12.0'], [50, '4.12.1'], [52, '4.12.2'], [100, 'ended'])).toEqual([
    '4.12.0 after',
    '4.12.1 before',
    '4.12.2 after',
    'ended before',
  ])
})

it('says less where there is no room, and nothing where there is none at all', () => {
  expect(placed(260, [69, '4.12.0', 'began'], [96, '4.13.0', 'ended'])).toEqual([
    '4.12.0, began before',
    '4.13.0 before',
  ])
  expect(placed(200, [50, '1.0.0'], [51, '1.0.1'], [60, '1.0.2'])).toEqual([
    '1.0.0 before',
    ' middle',
    '1.0.2 after',
  ])
})
