import type { PageWindow } from './host.ts'
import { attempt } from './safely.ts'

/**
 * Named texts of ours: in the browser's storage where the visitor lets us and the browser can, else in memory, which ends
 * with the page. All tabs of a site share the storage.
 */
export interface Store {
  get(name: string): string | undefined
  set(name: string, value: string): void
  remove(name: string): void
  /** Names that start so, in order. */
  names(start: string): string[]
  /** Whether what is set from now on shall outlive the page; then what is in memory moves into the storage. */
  keep(lasting: boolean): void
  /** All of ours goes, from memory and storage. */
  clear(): void
  /** Whether what is set now outlives the page. */
  lasting(): boolean
}

/** @param prefix of our names among the site's own */
export function openStore(window: PageWindow, prefix: string): Store {
  const memory = new Map<string, string>()
  let lasting = false

  const kept = <T>(use: (storage: Storage) => T): T | undefined =>
    lasting ? attempt(() => use(window.localStorage)) : undefined
  const set = (name: string, value: string) => {
    memory.set(name, value)
    // A full or forbidden storage throws, and the text stays in memory.
    kept((storage) => {
      storage.setItem(prefix + name, value)
      memory.delete(name)
    })
  }
  const get = (name: string) =>
    memory.get(name) ?? kept((storage) => storage.getItem(prefix + name)) ?? undefined
  const remove = (name: string) => {
    memory.delete(name)
    kept((storage) => storage.removeItem(prefix + name))
  }
  const names = (start: string) =>
    [
      ...memory.keys(),
      ...(kept((storage) =>
        Object.keys(storage)
          .filter((name) => name.startsWith(prefix))
          .map((name) => name.slice(prefix.length)),
      ) ?? []),
    ]
      .filter((name) => name.startsWith(start))
      .sort()

  return {
    get,
    set,
    remove,
    names,
    lasting: () => lasting,
    clear() {
      const before = lasting
      lasting = true
      for (const name of names('')) remove(name)
      lasting = before
    },
    keep(last) {
      lasting = last
      // Another tab may have been allowed to store before this one: what it knows of the visitor holds.
      for (const [name, value] of [...memory])
        if (kept((storage) => storage.getItem(prefix + name))) memory.delete(name)
        else set(name, value)
    },
  }
}
