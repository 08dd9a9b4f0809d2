/** A value that a reload does not lose; where the browser keeps nothing, it lives as long as the page. */
export interface Kept<Value> {
  get(): Value
  set(value: Value): void
}

export function kept<Value>(
  name: string,
  initial: Value,
  storage: () => Storage = () => localStorage,
): Kept<Value> {
  const key = `hearthside.${name}`
  let value = initial
  try {
    const text = storage().getItem(key)
    if (text !== null) value = JSON.parse(text) as Value
  } catch {
    // No storage, or not what we wrote.
  }
  return {
    get: () => value,
    set(next) {
      value = next
      try {
        storage().setItem(key, JSON.stringify(next))
      } catch {
        // Kept for this page at least.
      }
    },
  }
}
