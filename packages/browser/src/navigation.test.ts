import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeWindow } from '../test/fake-window.ts'
import { pathOf, watchLeaving, watchNavigation } from './navigation.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it.each([
  ['/a?b=1', '/a'],
  ['/a#reviews', '/a'],
  ['/a#/cart?x=1', '/a#/cart'],
  ['/a#!/cart', '/a#!/cart'],
])('reads the path of %s', (address, path) => {
  expect(pathOf(new URL(address, 'https://shop.example') as unknown as Location)).toBe(path)
})

it('looks at each entry that the Navigation API turns to', () => {
  const navigation = new EventTarget()
  const look = vi.fn()
  watchNavigation(fakeWindow('https://shop.example/', { navigation }).window, look)
  navigation.dispatchEvent(new Event('currententrychange'))
  expect(look).toHaveBeenCalledTimes(1)
})

/** A page that hears of its navigations, or where only clicks tell. */
function leavingPage(navigation?: EventTarget) {
  const fake = fakeWindow('https://shop.example/', { navigation })
  const left = vi.fn()
  watchLeaving(fake.window, left)
  return { ...fake, left }
}

it.each([
  ['to a page of the site', 'https://shop.example/next', false, false],
  ['to another site', 'https://other.example/', false, true],
  ['to a site whose name only begins so', 'https://shop.example.evil/', false, true],
  ['within the page', 'https://shop.example/#x', true, true],
])('tells whether a navigation %s is an exit', (_where, url, sameDocument, exit) => {
  const navigation = new EventTarget()
  const { emit, left } = leavingPage(navigation)
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { destination: { url, sameDocument } }))
  emit('pagehide')
  expect(left.mock.calls).toEqual([[exit]])
})

it('takes the end for an exit where the last navigation was long ago', () => {
  const navigation = new EventTarget()
  const { emit, left } = leavingPage(navigation)
  const destination = { url: 'https://shop.example/file.pdf', sameDocument: false }
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { destination }))
  vi.advanceTimersByTime(60_000)
  emit('pagehide')
  expect(left).toHaveBeenCalledWith(true)
})

it.each([
  ['click', { href: 'https://shop.example/next' }, false],
  ['click', { href: 'https://other.example/' }, true],
  ['submit', { action: 'https://shop.example/search' }, false],
])('goes by a %s where the browser tells nothing of navigations', (type, target, exit) => {
  const { window, left } = leavingPage()
  const element = Object.assign(new EventTarget(), { closest: () => target })
  const event = new Event(type)
  Object.defineProperty(event, 'target', { value: element })
  window.dispatchEvent(event)
  window.dispatchEvent(new Event('pagehide'))
  expect(left.mock.calls).toEqual([[exit]])
})

it('calls once for an end, and again each time that the page is hidden', () => {
  const { emit, show, left } = leavingPage(new EventTarget())
  show('hidden')
  show('visible')
  emit('pagehide')
  show('hidden')
  show('visible')
  show('hidden')
  expect(left.mock.calls).toEqual([[false], [true], [false]])
})
