import { safe } from './safely.ts'

type Listener<A extends unknown[]> = (...args: A) => void

/**
 * Those who want to know of one thing: a function that adds one, and a function that tells all. What one of them throws
 * reaches neither the others nor the page.
 */
export function newListeners<A extends unknown[]>(): [
  add: (listener: Listener<A>) => void,
  tell: Listener<A>,
] {
  const listeners: Listener<A>[] = []
  return [
    (listener) => {
      listeners.push(safe(listener))
    },
    (...args) => {
      for (const listener of listeners) listener(...args)
    },
  ]
}
