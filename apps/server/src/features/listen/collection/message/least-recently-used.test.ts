import { expect, test } from 'vitest'
import { LeastRecentlyUsed } from './least-recently-used.ts'

test('what has not been asked for longest goes first', () => {
  const recent = new LeastRecentlyUsed<string, number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  expect(recent.get('a')).toBe(1)
  recent.set('c', 3)
  expect(recent.get('b')).toBeUndefined()
  expect(recent.get('a')).toBe(1)
  expect(recent.get('c')).toBe(3)
})

test('a value set again replaces, and pushes nothing out', () => {
  const recent = new LeastRecentlyUsed<string, number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  recent.set('b', 3)
  expect(recent.get('a')).toBe(1)
  expect(recent.get('b')).toBe(3)
})
