import type { PageWindow } from './host.ts'
import { attempt } from './safely.ts'

/**
 * Named texts of ours: in the browser's storage where the visitor lets us and the browser can, else in memory, which ends
 * with the page. All tabs of a site share the storage.
 */
export interface Store {
  get(name: string): string | undefined | null
  set(name: string, value: string): void
  /**
   * Keeps it in memory until `settle`: each write to the browser's storage takes a page a fifth of a millisecond. What it
   * says is asked for when it is needed, many at a time: alone, between what a busy page does, it takes several times as long.
   */
  hold(name: string, write: () => string): void
  /** What is in memory moves into the storage, where that is allowed. */
  settle(): void
  remove(name: string): void
  /** Names that start so, in order. */
  names(start: string): string[]
  /** Whether all that was set outlives the page. */
  isLasting(): boolean
  /** From now on all outlives the page; what is in memory moves into the storage. */
  keep(): void
  /** All with names that start so goes, from memory and storage, and what comes stays in memory. */
  clear(start: string): void
}

export function openStore(window: PageWindow): Store {
  const memory = new Map<string, string | (() => string)>()
  let isLasting = false

  // A forbidden or full storage throws.
  const onDisk = <T>(use: (storage: Storage) => T): T | undefined =>
    isLasting ? attempt(() => use(window.localStorage)) : undefined
  /** The text of what is in memory, which is written once. */
  const textOf = (name: string) => {
    const value = memory.get(name)
    if (typeof value !== 'function') return value
    const text = attempt(value)
    if (text) memory.set(name, text)
    else memory.delete(name)
    return text
  }
  const set = (name: string, value: string) => {
    memory.set(name, value)
    onDisk((storage) => {
      storage.setItem(name, value)
      memory.delete(name)
    })
  }
  const keepText = (name: string) => {
    const text = textOf(name)
    if (text) set(name, text)
  }
  const settle = () => {
    if (isLasting) for (const name of memory.keys()) keepText(name)
  }
  const remove = (name: string) => {
    memory.delete(name)
    onDisk((storage) => storage.removeItem(name))
  }
  const names = (start: string) =>
    [...memory.keys(), ...(onDisk(Object.keys) ?? [])].filter((name) => name.startsWith(start)).sort()

  return {
    get: (name) => textOf(name) ?? onDisk((storage) => storage.getItem(name)),
    set,
    hold: (name, write) => memory.set(name, write),
    settle,
    remove,
    names,
    // What a forbidden or full storage refused is in memory still.
    isLasting: () => isLasting && !memory.size,
    keep() {
      isLasting = true
      // Another tab may have been allowed to store before this one: what it knows of the visitor holds.
      for (const name of [...memory.keys()])
        if (onDisk((storage) => storage.getItem(name))) memory.delete(name)
        else keepText(name)
    },
    clear(start) {
      isLasting = true
      names(start).forEach(remove)
      isLasting = false
    },
  }
}
