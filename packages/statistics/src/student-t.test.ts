import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareTail } from './chi-square.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { normalTail } from './normal-distribution.ts'
import { rootBetween } from './root-between.ts'
import { studentQuantile, studentTail } from './student-t.ts'

const off = (a: number, b: number): number => Math.abs(a / b - 1)

describe('Student’s t', () => {
  it.each([
    [0.5, 1, 0.35241638234956674],
    [2, 3.3, 0.0654794322197247],
    [5, 10, 0.00026866680137822634],
    [1, 1e5, 0.1586564637820551],
    [3, 1.1e6, 0.0013499282489582878],
    [40, 30, 6.863022597203209e-28],
    [1e-3, 50, 0.49960304738775085],
  ])('is above %d with %d degrees by the chance %d (SciPy: t.sf)', (t, freedom, tail) => {
    expect(off(studentTail(t, freedom), tail)).toBeLessThan(1e-8)
    expect(studentTail(-t, freedom)).toBeCloseTo(1 - tail, 9)
  })

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 20, 2.085963447265864],
    [0.9999, 3.5, 16.295284596959196],
    [0.6, 1000.5, 0.25341448214466544],
    [0.995, 5e5, 2.575839136679437],
  ])('is below its %d quantile with %d degrees, %d (SciPy: t.ppf)', (p, freedom, t) => {
    expect(off(studentQuantile(p, freedom), t)).toBeLessThan(1e-9)
    expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-t, 8)
  })

  it('is normal without end of degrees, and refuses what makes no sense', () => {
    expect(studentTail(1.7, Number.POSITIVE_INFINITY)).toBe(normalTail(1.7))
    expect(studentTail(Number.POSITIVE_INFINITY, 3)).toBe(0)
    expect(() => studentTail(Number.NaN, 3)).toThrow(RangeError)
    expect(() => studentTail(1, 0)).toThrow(RangeError)
    expect(() => studentQuantile(1, 3)).toThrow(RangeError)
  })
})

describe('χ²', () => {
  it.each([
    [3.841, 1, 0.050013683763956804],
    [100, 3, 1.5541594313896026e-21],
    [0.01, 2, 0.9950124791926823],
    [1e-4, 1, 0.9920212873707368],
    [30, 40, 0.8752187849674751],
    [700, 5, 4.911986103573117e-149],
  ])('is above %d with %d degrees by the chance %d (SciPy: chi2.sf)', (x, freedom, tail) => {
    expect(off(chiSquareTail(x, freedom), tail)).toBeLessThan(1e-11)
  })

  it('ends at 1 and 0, and refuses what makes no sense', () => {
    expect(chiSquareTail(0, 3)).toBe(1)
    expect(chiSquareTail(Number.POSITIVE_INFINITY, 3)).toBe(0)
    expect(() => chiSquareTail(-1, 3)).toThrow(RangeError)
    expect(() => chiSquareTail(1, Number.NaN)).toThrow(RangeError)
  })
})

describe('the incomplete beta function', () => {
  it.each([
    [0.5, 2, 3, 0.6875],
    [0.02, 0.5, 0.5, 0.0903344706017331],
    [0.3, 1200, 3000, 0.9790487868487949],
    [0.999, 1e5, 3, 1.8050206664622744e-40],
  ])('at %d of (%d, %d) is %d (SciPy: betainc)', (x, a, b, value) => {
    expect(off(incompleteBeta(x, a, b), value)).toBeLessThan(1e-9)
  })

  it('mirrors', () => {
    const shape = fc.double({ min: 0.1, max: 500, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (x, a, b) => {
        expect(incompleteBeta(x, a, b)).toBeCloseTo(1 - incompleteBeta(1 - x, b, a), 9)
      }),
    )
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(RangeError)
  })
})

describe('a root', () => {
  it('is found between two signs, however steep or flat', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (root, shape) => {
          const of = [
            (x: number) => x - root,
            (x: number) => (x - root) ** 3,
            (x: number) => Math.atan(1e6 * (x - root)),
            (x: number) => (x < root ? -1 : 1),
          ][shape]
          expect(rootBetween(of ?? Number, -4, 5)).toBeCloseTo(root, 4)
        },
      ),
    )
    expect(rootBetween((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 14)
  })

  it('is the better end where there is none', () => {
    expect(rootBetween((x) => x + 1, 0, 2)).toBe(0)
    expect(rootBetween((x) => -x - 1, 2, 0)).toBe(0)
  })
})
