import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawShare, drawSlot, drawSplit, HASHES } from './assignment.ts'
import golden from './golden-vectors.json' with { type: 'json' }

test('splits, slots and holdouts as another implementation draws them', () => {
  for (const { salt, weights, unit, variation } of golden.splits)
    expect([unit, weights[drawSplit(salt, weights)(unit)]?.variation]).toEqual([unit, variation])
  for (const { layer, unit, slot } of golden.slots)
    expect([unit, drawSlot(layer)(unit)]).toEqual([unit, slot])
  for (const { salt, share, unit, heldOut } of golden.holdouts)
    expect([unit, drawShare(`${salt}.holdout`)(unit) < share * HASHES]).toEqual([unit, heldOut])
})

const units = Array.from({ length: 20_000 }, (_, index) => `unit-${index}`)

test.each([50, 1])('a split of %i per cent is one within four standard errors', (weight) => {
  const draw = drawSplit('a-salt', [
    { variation: 'a', weight },
    { variation: 'b', weight: 100 - weight },
  ])
  const first = units.filter((unit) => draw(unit) === 0).length
  const share = weight / 100
  expect(Math.abs(first - units.length * share)).toBeLessThan(
    4 * Math.sqrt(units.length * share * (1 - share)),
  )
})

test('a variation whose weight is 0 is never drawn, though the weights add up to a little less than 100', () => {
  const weights = [33.3, 33.3, 33.4, 0].map((weight, index) => ({ variation: `v${index}`, weight }))
  const draw = drawSplit('thirds', weights)
  expect(new Set(units.map(draw))).toEqual(new Set([0, 1, 2]))
})

test('a variation that grows at the cost of the last one loses nobody', () => {
  const share = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(fc.string(), share, share, fc.string({ minLength: 1 }), (salt, one, other, unit) => {
      const drawn = (weight: number) =>
        drawSplit(salt, [
          { variation: 'a', weight },
          { variation: 'b', weight: 100 - weight },
        ])(unit)
      return drawn(Math.min(one, other)) === 1 || drawn(Math.max(one, other)) === 0
    }),
  )
})

test('slots are spread evenly and tell nothing about a split by the same salt', () => {
  const slot = drawSlot('same')
  const draw = drawSplit('same', [
    { variation: 'a', weight: 50 },
    { variation: 'b', weight: 50 },
  ])
  const cells = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (const unit of units) {
    const cell = Math.floor(slot(unit) / 2000) * 2 + draw(unit)
    cells[cell] = (cells[cell] ?? 0) + 1
  }
  const expected = units.length / 10
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(chiSquare).toBeLessThan(27.88) // The 0.999 quantile at 9 degrees of freedom.
})
