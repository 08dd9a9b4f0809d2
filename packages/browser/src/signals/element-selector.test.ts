import { describe, expect, test } from 'vitest'
import { isPassing } from './element-selector.ts'

describe('names that are another after the next build, render or click', () => {
  test.each([
    'css-1x2y3z',
    'sc-bdVaJa',
    'Button_root__x7Ab3',
    ':r1:',
    'radix-:r3:',
    'headlessui-menu-button-1',
    'mui-42',
    'ember1234',
    'input_98231',
    'kXyZqWv',
    'bcdfghj',
    'md:px-4',
    'w-1/2',
    'active',
    'is-open',
    'nav-item-selected',
    '',
    '4b1d',
  ])('%s', (name) => {
    expect(isPassing(name)).toBe(true)
  })
})

describe('names that a person gave', () => {
  test.each([
    'buy',
    'add-to-cart',
    'addToCart',
    'cart_total',
    'step-2',
    'checkout__form',
    'Newsletter',
    'h1',
    'btn-primary',
    'strength',
  ])('%s', (name) => {
    expect(isPassing(name)).toBe(false)
  })
})
