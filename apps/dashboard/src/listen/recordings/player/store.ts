import { useSyncExternalStore } from 'react'

/** A value that changes, and who wants to know. */
export interface Store<Value> {
  get(): Value
  set(next: Value): void
  /** Returns what ends it. */
  subscribe(listener: () => void): () => void
}

/** A value outside React, for what changes with every frame. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value, or what `select` makes of it: the component is drawn again only when that changes. */
export function useStore<Value, Selected>(store: Store<Value>, select: (value: Value) => Selected): Selected {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}
