/** What `read` gives, or undefined where the page makes it throw: any getter of a hostile page may. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** A function that the page may call: it does the work, gives nothing back and never throws. */
export function safe<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      work(...args)
    } catch {}
  }
}

/** Adds a listener that never throws. */
export function listen<E extends Event>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
): void {
  target.addEventListener(type, safe(listener) as (event: Event) => void)
}
