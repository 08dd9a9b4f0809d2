import { expect, it } from 'vitest'
import { expressionOf } from './page-pattern.ts'

const fits = (pattern: string, path: string): boolean => new RegExp(expressionOf(pattern)).test(path)

it('a star stands for one part of the path', () => {
  expect(fits('/product/*', '/product/boots')).toBe(true)
  expect(fits('/product/*/reviews', '/product/boots/reviews')).toBe(true)
  expect(fits('/product/*', '/product/boots/reviews')).toBe(false)
  expect(fits('/product/*', '/product')).toBe(false)
  expect(fits('/product/*', '/shop/product/boots')).toBe(false)
})

it('all else stands for itself', () => {
  expect(fits('/a.b', '/a.b')).toBe(true)
  expect(fits('/a.b', '/axb')).toBe(false)
  expect(fits('/(sale)+[1]?', '/(sale)+[1]?')).toBe(true)
  expect(fits('/', '/')).toBe(true)
  expect(fits('/', '/a')).toBe(false)
})
