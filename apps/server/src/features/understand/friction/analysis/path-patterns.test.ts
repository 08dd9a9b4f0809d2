import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathPatterns } from './path-patterns.ts'

const many = (count: number, path: (index: number) => string, views = 1): [string, number][] =>
  Array.from({ length: count }, (_, index) => [path(index), views])

describe('page patterns', () => {
  it('stars a part that takes many values, and keeps what takes few', () => {
    const patternOf = pathPatterns(
      new Map([...many(40, (index) => `/p/${index}`), ['/cart', 9], ['/help/a', 1]]),
    )
    expect(['/p/7', '/p/never-seen', '/cart', '/help/a', '/'].map(patternOf)).toEqual([
      '/p/*',
      '/p/*',
      '/cart',
      '/help/a',
      '/',
    ])
  })

  it('keeps a page that is looked at far more often than its siblings', () => {
    const patternOf = pathPatterns(new Map([...many(100, (index) => `/shoe-${index}`), ['/cart', 900]]))
    expect([patternOf('/cart'), patternOf('/shoe-3')]).toEqual(['/cart', '/*'])
  })

  it("keeps a site's own pages beside products that stand at its root, however much one product is looked at", () => {
    const shoes = [
      ...many(100, (index) => `/shoe-${index}`, 9),
      ['/shoe-of-the-year', 5000] as [string, number],
    ]
    const own: [string, number][] = [
      ['/checkout', 20],
      ['/help', 3],
      ['/new', 800],
    ]
    const products = new Map([...shoes, ['/new', 40] as const])
    const patternOf = pathPatterns(new Map([...shoes, ...own]), products)
    expect(['/shoe-3', '/shoe-of-the-year', '/checkout', '/help', '/new'].map(patternOf)).toEqual([
      '/*',
      '/*',
      '/checkout',
      '/help',
      '/new',
    ])
  })

  it('says what lies below a star together', () => {
    const patternOf = pathPatterns(new Map(many(50, (index) => `/shop/${index}/reviews`)))
    expect(patternOf('/shop/7/reviews')).toBe('/shop/*/reviews')
  })

  it('gives every path a pattern, with no more parts than it has, and the same for the same', () => {
    const path = fc
      .array(fc.stringMatching(/^[a-z*]{0,3}$/), { maxLength: 6 })
      .map((parts) => `/${parts.join('/')}`)
    fc.assert(
      fc.property(fc.array(fc.tuple(path, fc.nat(50)), { maxLength: 120 }), path, (seen, asked) => {
        const patternOf = pathPatterns(new Map(seen))
        const parts = (one: string) => one.split('/').filter((part) => part !== '')
        for (const one of [asked, ...seen.map(([known]) => known)]) {
          const pattern = patternOf(one)
          expect(pattern.startsWith('/')).toBe(true)
          expect(parts(pattern).length).toBeLessThanOrEqual(parts(one).length)
          expect(patternOf(one)).toBe(pattern)
        }
      }),
    )
  })
})
