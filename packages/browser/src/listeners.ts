import { safe } from './safely.ts'

/** Those who want to know of one thing. What one of them throws reaches neither the others nor the page. */
export interface Listeners<A extends unknown[]> {
  add(listener: (...args: A) => void): void
  tell(...args: A): void
}

export function newListeners<A extends unknown[]>(): Listeners<A> {
  const listeners: ((...args: A) => void)[] = []
  return {
    add(listener) {
      listeners.push(safe(listener))
    },
    tell(...args) {
      for (const listener of listeners) listener(...args)
    },
  }
}
