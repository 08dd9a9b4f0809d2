import { describe, expect, it } from 'vitest'
import { balanceOf } from './balance.ts'
import { withoutCounterparts } from './without-counterparts.ts'

/** 40 affected and 400 others; `codes` is the value of one factor. */
const affected = 40
const count = 440
const rows = Int32Array.from({ length: count }, (_, row) => row)
const met = rows.slice(0, affected)
const meets = Uint8Array.from(rows, (row) => (row < affected ? 1 : 0))
const design = (codes: (row: number) => number, levels = 2) => ({
  factors: [{ codes: Uint8Array.from(rows, codes), levels }],
  numbers: [],
})

describe('sessions without counterparts', () => {
  it('stay where the comparable have the same values', () => {
    expect(
      withoutCounterparts(
        design((row) => row % 2),
        meets,
        rows,
      ),
    ).toBe(rows)
  })

  it('go where hardly any comparable session has their value', () => {
    // Half of the affected came to track a parcel; two of the others did.
    const parcel = (row: number) => (row < 20 || row === 100 || row === 101 ? 1 : 0)
    const kept = withoutCounterparts(design(parcel), meets, rows)
    expect(kept.length).toBe(count - 22)
    expect(kept.some((row) => parcel(row) === 1)).toBe(false)
  })

  it('stay where so few of the affected have the value that it decides nothing', () => {
    expect(
      withoutCounterparts(
        design((row) => (row < 9 ? 1 : 0)),
        meets,
        rows,
      ),
    ).toBe(rows)
  })

  it('stay where nobody is affected, or everybody', () => {
    const nobody = new Uint8Array(count)
    const everybody = new Uint8Array(count).fill(1)
    for (const whoever of [nobody, everybody])
      expect(
        withoutCounterparts(
          design((row) => row % 2),
          whoever,
          rows,
        ),
      ).toBe(rows)
  })
})

describe('balance', () => {
  const others = rows.slice(affected)
  const ones = new Float64Array(count).fill(1)
  const words = ['device']

  it('is the standardised difference of shares (Austin 2009), by hand', () => {
    // 80 % of the affected and 50 % of the others: 0.3 / √((0.16 + 0.25) / 2).
    const codes = (row: number) => (row < affected ? (row < 32 ? 1 : 0) : row % 2)
    const balance = balanceOf(design(codes), words, met, others, ones)
    expect(balance.before).toBeCloseTo(0.3 / Math.sqrt(0.205), 10)
    expect(balance.after).toBeCloseTo(balance.before, 10)
    expect(balance.of).toBe('device')
  })

  it('is perfect where weights give the comparable the same shares', () => {
    const codes = (row: number) => (row < affected ? (row < 32 ? 1 : 0) : row % 2)
    const weights = Float64Array.from(others, (row) => (row % 2 === 1 ? 4 : 1))
    expect(balanceOf(design(codes), words, met, others, weights).after).toBeCloseTo(0, 10)
  })

  it('is nothing where nobody differs, and finite where nobody is comparable', () => {
    expect(
      balanceOf(
        design(() => 1),
        words,
        met,
        others,
        ones,
      ),
    ).toEqual({ before: 0, after: 0, of: '' })
    const alone = balanceOf(
      design((row) => row % 2),
      words,
      met,
      new Int32Array(),
      ones,
    )
    expect(Number.isFinite(alone.before) && Number.isFinite(alone.after)).toBe(true)
  })
})
